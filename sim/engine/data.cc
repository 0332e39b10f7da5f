// Data state: rows by format, and what happens to those who meet a format they cannot read.
#include "sim/base/random.h"
#include "sim/engine/simulation.h"

namespace threeam::engine {
namespace {

constexpr std::uint64_t kRowLuck = 0x726f77;              // names a request's rows, by dataset
constexpr std::uint64_t kMisreadLuck = 0x6d697372656164;  // names what a request's values look like

}  // namespace

// A read of `rows` rows fails when it meets at least one that is not accepted:
// 1 - (accepted share)^rows. Which rows a request touches is its own (an account's), so every
// reader and every attempt meets the same ones: trying again does not help. False: ends with
// `status`.
bool Simulation::read(Index id, const ReadSpec& spec, int& status) {
  Visit& visit = state_.visits[id];
  Index region = model_.flows[visit.flow].region;
  const Index set = model_.replication[spec.dataset];
  if (set != kNone) {
    region = spec.from_replica ? copy_for(set, region) : primary_for(set, region);
    if (region == kNone) {
      status = 503;
      return false;
    }
    if (meets_diverged_row(visit, spec, set, region)) {
      visit.marks |= kMisread;
    }
    if (spec.minds_stale && meets_stale_row(visit, spec, set, region)) {
      if (traced(id)) {
        trace_->note(id, "read " + model_.scenario.datasets[spec.dataset].name + ": the copy in " +
                             model_.scenario.regions[region] + " is behind");
      }
      status = spec.stale.status;
      if (unreadable(id, spec.stale)) {
        return false;
      }
    }
  }
  const std::size_t first = model_.first_format[spec.dataset];
  const std::size_t formats = model_.scenario.datasets[spec.dataset].formats.size();
  double foreign = 0;
  for (std::size_t f = 0; f < formats; ++f) {
    if (((spec.accepted >> f) & 1) == 0) {
      foreign += state_.share[(first + f) * model_.regions + region];
    }
  }
  if (foreign <= 0) {
    return true;
  }
  double fine = 1;
  const double accepted = foreign < 1 ? 1 - foreign : 0;
  for (int row = 0; row < spec.rows && fine > 1e-12; ++row) {
    fine *= accepted;
  }
  if (luck_of_request(visit.request, kRowLuck + spec.dataset) >= 1 - fine) {
    return true;
  }
  if (traced(id)) {
    trace_->note(id, "read " + model_.scenario.datasets[spec.dataset].name +
                         ": a row in a format that is not accepted");
  }
  status = spec.unreadable.status;
  return !unreadable(id, spec.unreadable);
}

// The row's share of what reads touch grows by one row of the working set. False: frozen.
bool Simulation::write(Index id, const WriteSpec& spec) {
  Index region = model_.flows[state_.visits[id].flow].region;
  const Index set = model_.replication[spec.dataset];
  if (set != kNone) {
    region = state_.replicated[set].closing != 0 ? kNone : primary_for(set, region);
    if (region == kNone) {
      if (traced(id)) {
        trace_->note(id,
                     model_.scenario.datasets[spec.dataset].name + " has no primary to write to");
      }
      return false;
    }
  }
  if (state_.datasets[spec.dataset * model_.regions + region].frozen != 0) {
    if (traced(id)) {
      trace_->note(id, "writes to " + model_.scenario.datasets[spec.dataset].name + " are frozen");
    }
    return false;
  }
  const Dataset& dataset = model_.scenario.datasets[spec.dataset];
  const double part = 1 / dataset.working_set;
  const std::size_t first = model_.first_format[spec.dataset];
  for (std::size_t f = 0; f < dataset.formats.size(); ++f) {
    double& share = state_.share[(first + f) * model_.regions + region];
    share += ((f == spec.format ? 1 : 0) - share) * part;
  }
  const std::size_t at = (first + spec.format) * model_.regions + region;
  state_.rows[at] += 1;
  state_.written[at] += in_window() ? 1 : 0;
  if (set != kNone) {
    state_.replicated[set].acknowledged += 1;
    if (region == state_.replicated[set].primary) {
      state_.replicated[set].position += 1;
    } else {
      state_.copies[set * model_.regions + region].stranded += 1;
    }
  }
  return true;
}

bool Simulation::accept(Index id, const AcceptSpec& spec, int& status) {
  const Visit& visit = state_.visits[id];
  const Index format = visit.message == kNone ? kNone : state_.messages[visit.message].format;
  if (format == kNone || ((spec.accepted >> format) & 1) != 0) {
    return true;
  }
  if (traced(id)) {
    trace_->note(id, "message format " + model_.message_formats[format] + " not accepted");
  }
  status = spec.unreadable.status;
  return !unreadable(id, spec.unreadable);
}

double Simulation::luck_of_request(std::uint64_t request, std::uint64_t part) const {
  return uniform(philox(state_.seed, derive_key(request, part), 0)[0]);
}

// True: the visit fails. False: it goes on with what it took for something else. A value that can
// be taken for another can be so at every attempt.
bool Simulation::unreadable(Index id, const UnreadableSpec& spec) {
  if (luck_of_request(state_.visits[id].request, kMisreadLuck) >= spec.chance) {
    state_.visits[id].marks |= kMisread;
    return false;
  }
  if (spec.log != kNone) {
    log(id, spec.log);
  }
  return true;
}

void Simulation::effect(Index id) {
  if ((state_.visits[id].marks & kMisread) != 0 && in_window()) {
    state_.harm.wrong_effects += 1;
  }
}

}  // namespace threeam::engine
