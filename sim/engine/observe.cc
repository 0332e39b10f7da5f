#include "sim/engine/observe.h"

#include <algorithm>

#include "sim/engine/replicas.h"

namespace threeam::engine {

namespace {

// Formats of the dataset that a ready instance in the region does not accept.
std::uint32_t unread_in_region(const Model& model, const State& state, Index dataset,
                               Index region) {
  std::uint32_t unread = 0;
  for (const GroupInfo& group : model.groups) {
    if (group.region != region) {
      continue;
    }
    for (Index v = 0; v < model.components[group.component].versions; ++v) {
      const std::uint32_t mask = model.unread_mask(group.component, v, dataset);
      if (mask != 0 && ready_instances(state, group, v) > 0) {
        unread |= mask;
      }
    }
  }
  return unread;
}

// Sum over the formats in the mask, of one region.
double sum_of(const Model& model, const std::vector<double>& table, Index dataset, Index region,
              std::uint32_t mask) {
  double sum = 0;
  for (std::size_t f = 0; f < model.scenario.datasets[dataset].formats.size(); ++f) {
    if (((mask >> f) & 1) != 0) {
      sum += table[(model.first_format[dataset] + f) * model.regions + region];
    }
  }
  return sum;
}

}  // namespace

int ready_instances(const State& state, const GroupInfo& group, Index version) {
  int ready = 0;
  for (std::size_t i = group.first; i < group.first + group.slots; ++i) {
    ready += state.instances[i].service == Service::ready && state.instances[i].version == version
                 ? 1
                 : 0;
  }
  return ready;
}

Harm observe_harm(const Model& model, const State& state) {
  Harm harm = state.harm;
  for (Index d = 0; d < model.scenario.datasets.size(); ++d) {
    const Index set = model.replication[d];
    std::uint32_t unread_anywhere = 0;
    for (Index r = 0; r < model.regions; ++r) {
      const std::uint32_t unread = unread_in_region(model, state, d, r);
      unread_anywhere |= unread;
      if (set == kNone) {
        harm.wrong_rows += sum_of(model, state.rows, d, r, unread);
        harm.lost_rows += state.datasets[d * model.regions + r].deleted;
      }
    }
    if (set != kNone) {  // copies of one row are one row
      harm.wrong_rows +=
          sum_of(model, state.rows, d, state.replicated[set].primary, unread_anywhere) +
          astray_rows(model, state, set);
      harm.lost_rows += lost_rows(model, state, set);
    }
  }
  for (std::size_t i = 0; i < state.messages.spans(); ++i) {
    for (const Message& message : state.messages.span(i)) {
      if (message.queue != kNone) {
        const MessageQueue& spec = model.scenario.queues[message.queue / model.regions];
        const bool late = spec.late_after > 0 && state.now - message.published > spec.late_after;
        harm.late_messages += late ? 1 : 0;
      }
    }
  }
  return harm;
}

std::vector<DatasetRows> observe_datasets(const Model& model, const State& state) {
  std::vector<DatasetRows> all;
  for (Index d = 0; d < model.scenario.datasets.size(); ++d) {
    const Dataset& dataset = model.scenario.datasets[d];
    for (Index r = 0; r < model.regions; ++r) {
      DatasetRows rows;
      rows.dataset = dataset.name;
      rows.region = model.scenario.regions[r];
      for (std::size_t f = 0; f < dataset.formats.size(); ++f) {
        const std::size_t at = (model.first_format[d] + f) * model.regions + r;
        rows.rows.push_back(state.rows[at]);
        rows.share.push_back(state.share[at]);
        rows.written.push_back(state.written[at]);
      }
      rows.frozen = state.datasets[d * model.regions + r].frozen != 0;
      rows.repaired = state.datasets[d * model.regions + r].repaired;
      if (const Index set = model.replication[d]; set != kNone) {
        const CopyState& copy = state.copies[set * model.regions + r];
        rows.role = copy.present == 0 ? DatasetRows::Role::none
                    : copy.leads != 0 ? DatasetRows::Role::primary
                                      : DatasetRows::Role::replica;
        rows.lag_s = copy.present == 0 ? 0 : replication_lag_seconds(model, state, set, r);
        rows.astray = copy.diverged + copy.stranded;
      }
      all.push_back(std::move(rows));
    }
  }
  return all;
}

double observe_unreadable_share(const Model& model, const State& state, std::string_view dataset,
                                std::string_view component, std::string_view version) {
  const Index d = model.find_dataset(dataset);
  const Index c = model.find_component(component);
  if (d == kNone || c == kNone) {
    return 0;
  }
  double highest = 0;
  for (Index r = 0; r < model.regions; ++r) {
    const GroupInfo& group = model.groups[model.group_of(c, r)];
    for (Index v = 0; v < model.components[c].versions; ++v) {
      const bool asked = version.empty() ? ready_instances(state, group, v) > 0
                                         : version == model.components[c].version_names[v];
      if (asked) {
        highest = std::max(highest, sum_of(model, state.share, d, r, model.unread_mask(c, v, d)));
      }
    }
  }
  return highest;
}

}  // namespace threeam::engine
