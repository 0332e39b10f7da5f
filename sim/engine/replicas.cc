// Replication: positions in the primary's log, and what each copy has applied of it.
//
// A step every 100 ms. Positions count rows; which rows a copy lacks is not kept: what it applies
// moves its rows by format towards the primary's, in proportion.
#include "sim/engine/replicas.h"

#include <algorithm>

#include "sim/base/random.h"
#include "sim/engine/simulation.h"

namespace threeam::engine {

namespace {

constexpr Duration kReplicationStep = 100 * kMillisecond;
constexpr std::size_t kFineMarks = 32;  // the latest, kept at every step
constexpr std::uint64_t kStaleLuck = 0x7374616c65;
constexpr std::uint64_t kDivergedLuck = 0x646976657267;

double between(double low, double high, double share) {
  return low + (high - low) * share;
}

const LogMark* marks_of(const State& state, Index set) {
  return &state.log_marks[set * kLogMarks];
}

// Linear between marks.
double position_at(const State& state, Index set, SimTime time) {
  const ReplicatedState& log = state.replicated[set];
  const LogMark* first = marks_of(state, set);
  const LogMark* last = first + log.marks;
  const LogMark* after =
      std::partition_point(first, last, [&](const LogMark& mark) { return mark.time <= time; });
  if (after == first) {
    return first->position;
  }
  const LogMark& low = *(after - 1);
  const LogMark high = after == last ? LogMark{state.now, log.position} : *after;
  if (high.time <= low.time) {
    return high.position;
  }
  return between(low.position, high.position,
                 static_cast<double>(time - low.time) / static_cast<double>(high.time - low.time));
}

// When the log grew beyond `position`.
SimTime time_at(const State& state, Index set, double position) {
  const ReplicatedState& log = state.replicated[set];
  const LogMark* first = marks_of(state, set);
  const LogMark* last = first + log.marks;
  const LogMark* after = std::partition_point(
      first, last, [&](const LogMark& mark) { return mark.position <= position; });
  if (after == first) {
    return first->time;
  }
  const LogMark& low = *(after - 1);
  const LogMark high = after == last ? LogMark{state.now, log.position} : *after;
  if (high.position <= low.position) {
    return high.time;
  }
  return low.time +
         static_cast<SimTime>(static_cast<double>(high.time - low.time) *
                              ((position - low.position) / (high.position - low.position)));
}

// Where there is no room, every second of the older marks goes.
void mark_log(State& state, Index set) {
  ReplicatedState& log = state.replicated[set];
  LogMark* marks = &state.log_marks[set * kLogMarks];
  if (log.marks == kLogMarks) {
    std::uint32_t kept = 0;
    for (std::uint32_t i = 0; i < kLogMarks; ++i) {
      if (i % 2 == 0 || i >= kLogMarks - kFineMarks) {
        marks[kept++] = marks[i];
      }
    }
    std::fill(marks + kept, marks + kLogMarks, LogMark{});
    log.marks = kept;
  }
  marks[log.marks++] = {state.now, log.position};
}

// Moves a copy's rows and shares towards the primary's.
void approach(const Model& model, State& state, Index set, Index region, double share) {
  const ReplicatedInfo& info = model.replicated[set];
  const std::size_t first = model.first_format[info.dataset];
  for (std::size_t f = 0; f < model.scenario.datasets[info.dataset].formats.size(); ++f) {
    const std::size_t from = (first + f) * model.regions + state.replicated[set].primary;
    const std::size_t to = (first + f) * model.regions + region;
    for (std::vector<double>* table : {&state.rows, &state.share}) {
      (*table)[to] = share >= 1 ? (*table)[from] : between((*table)[to], (*table)[from], share);
    }
  }
}

void catch_up(const Model& model, State& state, Index set, Index region) {
  const ReplicatedInfo& info = model.replicated[set];
  const ReplicatedState& log = state.replicated[set];
  CopyState& copy = state.copies[set * model.regions + region];
  const double sent = std::min(log.position, position_at(state, set, state.now - info.delay));
  const double most =
      copy.applied + info.rate * copy.speed *
                         (static_cast<double>(kReplicationStep) / static_cast<double>(kSecond));
  const double target = std::min(sent, most);
  if (target > copy.applied) {
    approach(model, state, set, region, (target - copy.applied) / (log.position - copy.applied));
    copy.applied = target;
  }
}

double chance_of_any(double share, int rows) {
  double none = 1;
  for (int row = 0; row < rows && none > 1e-12; ++row) {
    none *= 1 - std::min(share, 1.0);
  }
  return 1 - none;
}

}  // namespace

double rows_in(const Model& model, const State& state, Index dataset, Index region) {
  double rows = 0;
  for (std::size_t f = 0; f < model.scenario.datasets[dataset].formats.size(); ++f) {
    rows += state.rows[(model.first_format[dataset] + f) * model.regions + region];
  }
  return rows;
}

double replication_lag_seconds(const Model& model, const State& state, Index set, Index region) {
  const CopyState& copy = state.copies[set * model.regions + region];
  const ReplicatedState& log = state.replicated[set];
  if (region == log.primary || copy.applied >= log.position) {
    return 0;
  }
  return static_cast<double>(state.now - time_at(state, set, copy.applied)) /
         static_cast<double>(kSecond);
}

double astray_rows(const Model& model, const State& state, Index set) {
  double rows = 0;
  for (std::size_t r = 0; r < model.regions; ++r) {
    const CopyState& copy = state.copies[set * model.regions + r];
    rows += copy.diverged + copy.stranded;
  }
  return rows;
}

double lost_rows(const Model& model, const State& state, Index set) {
  const ReplicatedState& log = state.replicated[set];
  double there = rows_in(model, state, model.replicated[set].dataset, log.primary);
  for (std::size_t r = 0; r < model.regions; ++r) {
    there += state.copies[set * model.regions + r].stranded;
  }
  const double lost = log.acknowledged - there;
  return lost < 0.5 ? 0 : lost;  // below half a row it is rounding
}

void Simulation::start_replication() {
  state_.replicated.resize(model_.replicated.size());
  state_.copies.resize(model_.replicated.size() * model_.regions);
  state_.log_marks.resize(model_.replicated.size() * kLogMarks);
  for (Index set = 0; set < model_.replicated.size(); ++set) {
    const ReplicatedInfo& info = model_.replicated[set];
    const Dataset& dataset = model_.scenario.datasets[info.dataset];
    state_.replicated[set].primary = info.primary;
    state_.replicated[set].acknowledged = dataset.initial_rows;
    for (Index r = 0; r < model_.regions; ++r) {
      const bool present = ((info.regions >> r) & 1) != 0;
      CopyState& copy = state_.copies[set * model_.regions + r];
      copy.present = present ? 1 : 0;
      copy.leads = r == info.primary ? 1 : 0;
      const std::size_t at = (model_.first_format[info.dataset] +
                              model_.find_format(info.dataset, dataset.initial_format)) *
                                 model_.regions +
                             r;
      state_.rows[at] = present ? dataset.initial_rows : 0;
    }
    mark_log(state_, set);
    schedule(state_.now + kReplicationStep, EventKind::replicate, set);
  }
}

bool Simulation::reachable(Index from, Index to) const {
  return from == to || state_.loss[from * model_.regions + to] < 1;
}

void Simulation::log_rows(Index set, double rows) {
  state_.replicated[set].position += rows;
}

void Simulation::replicate(Index set) {
  mark_log(state_, set);
  const Index primary = state_.replicated[set].primary;
  for (Index r = 0; r < model_.regions; ++r) {
    const CopyState& copy = state_.copies[set * model_.regions + r];
    if (copy.present == 0 || r == primary || !reachable(primary, r)) {
      continue;
    }
    if (copy.leads != 0) {
      demote(set, r);
    }
    catch_up(model_, state_, set, r);
  }
  schedule(state_.now + kReplicationStep, EventKind::replicate, set);
}

// What the new primary has not applied is lost. An old one that goes on leading keeps its rows to
// itself; if it is appointed again, it is the other one's rows that are.
void Simulation::promote(Index set, Index region) {
  ReplicatedState& log = state_.replicated[set];
  const Index old = log.primary;
  CopyState& to = state_.copies[set * model_.regions + region];
  CopyState& from = state_.copies[set * model_.regions + old];
  const double common = std::min(to.applied, log.position);
  if (to.leads != 0) {
    from.stranded += log.position - common;
  }
  log.position = common + to.stranded;
  to.stranded = 0;
  to.leads = 1;
  from.applied = common;
  log.primary = region;
  ++log.epoch;
  log.closing = 0;
  LogMark* marks = &state_.log_marks[set * kLogMarks];
  for (std::uint32_t i = 0; i < log.marks; ++i) {
    marks[i].position = std::min(marks[i].position, log.position);
  }
  for (Index r = 0; r < model_.regions; ++r) {
    CopyState& copy = state_.copies[set * model_.regions + r];
    if (copy.present != 0 && r != region && copy.leads == 0 && copy.applied > log.position) {
      copy.applied = log.position;
      approach(model_, state_, set, r, 1);
    }
  }
  if (reachable(region, old)) {
    demote(set, old);
  }
}

// It follows from where the new primary began, and gives up what it had beyond that.
void Simulation::demote(Index set, Index region) {
  CopyState& copy = state_.copies[set * model_.regions + region];
  copy.leads = 0;
  if (copy.applied >= state_.replicated[set].position) {
    copy.applied = state_.replicated[set].position;
    approach(model_, state_, set, region, 1);
  }
}

Index Simulation::primary_for(Index set, Index region) const {
  const CopyState* copies = &state_.copies[set * model_.regions];
  const Index primary = state_.replicated[set].primary;
  if (copies[region].leads != 0) {
    return region;
  }
  if (reachable(region, primary)) {
    return primary;
  }
  for (Index r = 0; r < model_.regions; ++r) {
    if (copies[r].leads != 0 && reachable(region, r)) {
      return r;
    }
  }
  return kNone;
}

// Its own region's, else the first other that does not lead, else the primary.
Index Simulation::copy_for(Index set, Index region) const {
  const CopyState* copies = &state_.copies[set * model_.regions];
  if (copies[region].present != 0) {
    return region;
  }
  for (Index r = 0; r < model_.regions; ++r) {
    if (copies[r].present != 0 && copies[r].leads == 0 && reachable(region, r)) {
      return r;
    }
  }
  return primary_for(set, region);
}

bool Simulation::meets_stale_row(const Visit& visit, const ReadSpec& spec, Index set,
                                 Index region) const {
  const CopyState& copy = state_.copies[set * model_.regions + region];
  if (copy.leads != 0) {
    return false;
  }
  const double due = position_at(state_, set, state_.now - spec.max_lag);
  const double behind = (due - copy.applied) / model_.scenario.datasets[spec.dataset].working_set;
  return behind > 0 && luck_of_request(visit.request, kStaleLuck + spec.dataset) <
                           chance_of_any(behind, spec.rows);
}

bool Simulation::meets_diverged_row(const Visit& visit, const ReadSpec& spec, Index set,
                                    Index region) const {
  const double diverged = state_.copies[set * model_.regions + region].diverged;
  return diverged > 0 &&
         luck_of_request(visit.request, kDivergedLuck + spec.dataset) <
             chance_of_any(diverged / std::max(rows_in(model_, state_, spec.dataset, region), 1.0),
                           spec.rows);
}

}  // namespace threeam::engine
