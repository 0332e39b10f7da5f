// Which series a world has: one for each thing of the model that can have values.
#include <string>
#include <utility>

#include "sim/engine/tape.h"

namespace threeam::engine {

void Tape::add_series(SeriesId id, std::size_t at, std::vector<std::string> labels) {
  std::size_t* columns = is_counter_series(id) ? &counter_columns_ : &gauge_columns_;
  if (id == SeriesId::http_request_duration_seconds) {
    columns = &histogram_columns_;
  }
  keys_.push_back({id, std::move(labels)});
  sources_.push_back({id, at, (*columns)++});
}

void Tape::list_series() {
  const Model& model = *model_;
  for (std::size_t f = 0; f < model.flows.size(); ++f) {
    const Flow& flow = model.flows[f];
    if (flow.statuses == 0) {
      continue;  // nobody can come here
    }
    const ComponentInfo& info = model.components[flow.component];
    const std::vector<std::string> labels = {
        std::string(model.component_name(flow.component)), info.operation_routes[flow.operation],
        std::string(model.region_name(flow.region)), info.version_names[flow.version]};
    add_series(SeriesId::http_request_duration_seconds, f, labels);
    for (std::size_t s = 0; s < status_count_; ++s) {
      if (((flow.statuses >> s) & 1) != 0) {
        std::vector<std::string> with_code = labels;
        with_code.push_back(std::to_string(model.statuses[s]));
        add_series(SeriesId::http_requests_total, f * status_count_ + s, std::move(with_code));
      }
    }
  }
  for (std::size_t i = 0; i < model.streams.size(); ++i) {
    const StreamInfo& stream = model.streams[i];
    const auto add = [&](std::size_t reason, const char* outcome, std::string text) {
      add_series(SeriesId::client_requests_total, i * (kFirstStatus + status_count_) + reason,
                 {model.scenario.traffic[stream.traffic].route,
                  std::string(model.region_name(stream.region)), outcome, std::move(text)});
    };
    add(0, "ok", "");
    add(1, "failed", "timeout");
    add(2, "failed", "dns");
    if (model.can_change(Parameter::handshake)) {
      add(3, "failed", "tls");
    }
    for (std::size_t s = 0; s < status_count_; ++s) {
      if (model.statuses[s] >= 400 && ((model.traffic[stream.traffic].statuses >> s) & 1) != 0) {
        add(kFirstStatus + s, "failed", std::to_string(model.statuses[s]));
      }
    }
  }
}

void Tape::list_places() {
  const Model& model = *model_;
  for (std::size_t g = 0; g < model.groups.size(); ++g) {
    const GroupInfo& group = model.groups[g];
    const std::string component(model.component_name(group.component));
    const std::string region(model.region_name(group.region));
    if (group.slots == 0) {
      continue;
    }
    const auto& versions = model.version_names(group.component);
    for (std::size_t v = 0; v < versions.size(); ++v) {
      for (const SeriesId id : {SeriesId::workers_busy, SeriesId::workers,
                                SeriesId::accept_queue_length, SeriesId::instances_ready}) {
        add_series(id, g * kMaxVersions + v, {component, region, versions[v]});
      }
    }
    const auto& pools = model.scenario.components[group.component].pools;
    for (std::size_t p = 0; p < pools.size(); ++p) {
      for (const SeriesId id :
           {SeriesId::pool_in_use, SeriesId::pool_size, SeriesId::pool_waiting}) {
        add_series(id, g * kMaxPools + p, {component, pools[p].name, region});
      }
    }
  }
  const auto add_place = [&](SeriesId id, std::size_t at, const GroupInfo& group) {
    add_series(id, at,
               {std::string(model.component_name(group.component)),
                std::string(model.region_name(group.region))});
  };
  for (std::size_t a = 0; a < model.autoscalers.size(); ++a) {
    add_place(SeriesId::instances_wanted, a, model.groups[model.autoscalers[a]]);
  }
  for (std::size_t g = 0; g < model.groups.size() && model.can_change(Parameter::handshake); ++g) {
    if (model.groups[g].slots > 0) {
      add_place(SeriesId::tls_handshake_failures_total, g, model.groups[g]);
    }
  }
}

void Tape::list_calls() {
  const Model& model = *model_;
  for (std::size_t e = 0; e < model.edges.size(); ++e) {
    const EdgeInfo& edge = model.edges[e];
    for (Index r = 0; r < model.regions; ++r) {
      if (model.groups[model.group_of(edge.caller, r)].slots == 0) {
        continue;
      }
      for (std::size_t outcome = 0; outcome < kOutcomes; ++outcome) {
        add_series(SeriesId::calls_total, (e * model.regions + r) * kOutcomes + outcome,
                   {std::string(model.component_name(edge.caller)),
                    std::string(model.component_name(edge.callee)),
                    std::string(model.region_name(r)), outcome == 0 ? "ok" : "failed"});
      }
    }
  }
}

void Tape::list_stores() {
  const Model& model = *model_;
  for (std::size_t q = 0; q < model.scenario.queues.size(); ++q) {
    for (std::size_t r = 0; r < model.regions; ++r) {
      for (const SeriesId id :
           {SeriesId::message_queue_depth, SeriesId::message_queue_oldest_age_seconds,
            SeriesId::messages_published_total, SeriesId::messages_consumed_total,
            SeriesId::messages_failed_total, SeriesId::messages_dead_total}) {
        add_series(id, q * model.regions + r,
                   {model.scenario.queues[q].name, model.scenario.regions[r]});
      }
    }
  }
  for (std::size_t d = 0; d < model.scenario.datasets.size(); ++d) {
    const Dataset& dataset = model.scenario.datasets[d];
    for (std::size_t r = 0; r < model.regions; ++r) {
      for (std::size_t f = 0; f < dataset.formats.size(); ++f) {
        add_series(SeriesId::dataset_rows, (model.first_format[d] + f) * model.regions + r,
                   {dataset.name, model.scenario.regions[r], dataset.formats[f].name});
      }
    }
  }
  for (std::size_t set = 0; set < model.replicated.size(); ++set) {
    const ReplicatedInfo& info = model.replicated[set];
    for (std::size_t r = 0; r < model.regions; ++r) {
      if (((info.regions >> r) & 1) != 0) {
        for (const SeriesId id :
             {SeriesId::dataset_replication_lag_seconds, SeriesId::dataset_primary}) {
          add_series(id, set * model.regions + r,
                     {model.scenario.datasets[info.dataset].name, model.scenario.regions[r]});
        }
      }
    }
  }
}

void Tape::list_caches_and_stocks() {
  const Model& model = *model_;
  constexpr std::string_view kResults[kCacheResults] = {"hit", "miss", "coalesced"};
  for (std::size_t c = 0; c < model.caches.size(); ++c) {
    for (std::size_t r = 0; r < model.regions; ++r) {
      for (std::size_t result = 0; result < kCacheResults; ++result) {
        add_series(SeriesId::cache_requests_total, (c * model.regions + r) * kCacheResults + result,
                   {model.scenario.caches[c].name, model.scenario.regions[r],
                    std::string(kResults[result])});
      }
    }
  }
  for (std::size_t s = 0; s < model.stocks.size(); ++s) {
    const StockInfo& info = model.stocks[s];
    const Stock& stock = model.scenario.components[info.component].stocks[info.stock];
    for (std::size_t i = 0; i < info.levels; ++i) {
      const Index region = stock_region(model, info, i);
      const std::string where = region == kNone ? "" : model.scenario.regions[region];
      const std::string pod = stock.scope == StockScope::instance
                                  ? std::to_string(model.instances[info.first_instance + i].ordinal)
                                  : "";
      for (const SeriesId id : {SeriesId::stock_level, SeriesId::stock_capacity}) {
        add_series(id, (info.first + i) * model.stocks.size() + s,
                   {std::string(model.component_name(info.component)), stock.name, where, pod});
      }
    }
  }
}

}  // namespace threeam::engine
