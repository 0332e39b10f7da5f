// What can reach what: circles of calls, calls into nothing, and the statuses that can come back.
#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "sim/engine/program.h"

namespace threeam::engine {

namespace {

std::string operation_name(const Model& model, Index component, Index operation) {
  return fmt::format("{}.{}", model.component_name(component),
                     model.components[component].operation_names[operation]);
}

std::uint64_t bit(Index index) {
  return std::uint64_t{1} << index;
}

// Walks the call graph depth first. A node is (region, component, operation) over all versions, so
// that no rollout can close a circle later.
class Walk {
 public:
  explicit Walk(Model& model) : model_(model) {
    for (const ComponentInfo& info : model.components) {
      first_.push_back(nodes_);
      nodes_ += info.operations;
    }
    marks_.resize(nodes_ * model.regions, Mark::unseen);
  }

  // Statuses that the operation may answer with in some version.
  Result<std::uint64_t> visit(Index region, Index component, Index operation) {
    const std::size_t node = region * nodes_ + first_[component] + operation;
    if (marks_[node] == Mark::open || path_.size() > kMaxDepth) {
      return circle(component, operation);
    }
    const GroupInfo& group = model_.groups[model_.group_of(component, region)];
    if (group.slots == 0) {
      return fail(ErrorCode::invalid_input,
                  fmt::format("{} has no instance in {}, and {} needs one there",
                              model_.component_name(component), model_.region_name(region),
                              path_.empty() ? "its traffic or queue" : path_.back()),
                  "components");
    }
    marks_[node] = Mark::open;
    path_.push_back(operation_name(model_, component, operation));
    std::uint64_t all = 0;
    for (Index version = 0; version < model_.components[component].versions; ++version) {
      Flow& flow = model_.flows[model_.flow_of(component, region, version, operation)];
      if (flow.program == kNone) {
        flow.statuses |= bit(model_.status_index(404)) | bit(model_.status_index(503));
      } else if (flow.statuses == 0) {
        auto statuses = of_program(region, flow.program);
        if (!statuses) {
          return statuses;
        }
        flow.statuses = *statuses | bit(model_.status_index(503)) |
                        bit(model_.status_index(429)) * (flow.entry ? 1 : 0) |
                        bit(model_.status_index(500)) * (errors_can_be_set() ? 1 : 0);
      }
      all |= flow.statuses;
    }
    path_.pop_back();
    marks_[node] = Mark::done;
    return all & ~cancelled();
  }

 private:
  enum class Mark : std::uint8_t { unseen, open, done };

  Result<std::uint64_t> of_program(Index region, Index begin) {
    std::uint64_t statuses = 0;
    for (Index pc = begin;; ++pc) {
      const Instruction instruction = model_.code[pc];
      switch (instruction.code) {
        case Code::call: {
          const CallSpec& call = model_.calls[instruction.arg];
          const Index to = call.region == kNone ? region : call.region;
          auto callee = visit(to, call.component, call.operation);
          if (!callee) {
            return callee;
          }
          if (call.cancels) {
            note_cancelled(to, call.component, call.operation);
          }
          statuses |= not_plain_success(*callee);
          if (call.timer != kNone) {
            statuses |= bit(model_.status_index(504));
          }
          break;
        }
        case Code::read:
          statuses |= bit(model_.status_index(model_.reads[instruction.arg].unreadable.status));
          if (model_.reads[instruction.arg].minds_stale) {
            statuses |= bit(model_.status_index(model_.reads[instruction.arg].stale.status));
          }
          break;
        case Code::accept_message:
          statuses |= bit(model_.status_index(model_.accepts[instruction.arg].unreadable.status));
          break;
        case Code::fail:
          statuses |= bit(model_.status_index(model_.fails[instruction.arg].status));
          break;
        case Code::move:
          statuses |=
              bit(model_.status_index(model_.stocks[model_.moves[instruction.arg].stock].status));
          break;
        case Code::reply:
          statuses |= bit(model_.status_index(model_.replies[instruction.arg].status));
          break;
        case Code::end:
          return statuses | bit(model_.status_index(200));
        default:
          break;
      }
    }
  }

  // What only the callee sees of itself; its caller waits no longer.
  std::uint64_t cancelled() const {
    const bool any = std::count(model_.statuses.begin(), model_.statuses.end(), kCancelled) > 0;
    return any ? bit(model_.status_index(kCancelled)) : 0;
  }

  void note_cancelled(Index region, Index component, Index operation) {
    for (Index version = 0; version < model_.components[component].versions; ++version) {
      model_.flows[model_.flow_of(component, region, version, operation)].statuses |= cancelled();
    }
  }

  // A caller goes on after a 2xx; redirects and failures come through.
  std::uint64_t not_plain_success(std::uint64_t statuses) const {
    for (Index i = 0; i < model_.statuses.size(); ++i) {
      if (model_.statuses[i] < 300) {
        statuses &= ~bit(i);
      }
    }
    return statuses;
  }

  bool errors_can_be_set() const { return model_.can_change(Parameter::error_ratio); }

  Result<std::uint64_t> circle(Index component, Index operation) const {
    std::string text;
    for (const std::string& name : path_) {
      text += name + " -> ";
    }
    const std::string last = operation_name(model_, component, operation);
    return fail(ErrorCode::invalid_input,
                path_.size() > kMaxDepth
                    ? fmt::format("calls are nested deeper than {}: {}{}", kMaxDepth, text, last)
                    : fmt::format("calls go in a circle: {}{}", text, last),
                "components");
  }

  Model& model_;
  std::size_t nodes_ = 0;  // of a region
  std::vector<std::size_t> first_;
  std::vector<Mark> marks_;
  std::vector<std::string> path_;
};

// Regions where a component of this traffic may be asked: its own and those it can be drained to.
std::vector<bool> regions_of(const Model& model, const Traffic& traffic) {
  std::vector<bool> asked(model.regions, false);
  for (const auto& [name, rate] : traffic.rate) {
    const Index region = model.find_region(name);
    asked[region] = asked[region] || rate > 0;
  }
  const auto drain = [&](const Change& change) {
    if (const auto* to = std::get_if<Drain>(&change)) {
      asked[model.find_region(to->to)] = true;
    }
  };
  for_each_change(model.scenario, drain);
  return asked;
}

}  // namespace

Result<void> check_paths(Model& model) {
  Walk walk(model);
  for (Index region = 0; region < model.regions; ++region) {
    for (std::size_t t = 0; t < model.traffic.size(); ++t) {
      if (!regions_of(model, model.scenario.traffic[t])[region]) {
        continue;
      }
      const CallSpec& call = model.calls[model.traffic[t].call];
      const auto statuses = walk.visit(region, call.component, call.operation);
      if (!statuses) {
        return tl::unexpected(statuses.error());
      }
      model.traffic[t].statuses |= *statuses;
    }
    for (const MessageQueue& queue : model.scenario.queues) {
      const Index component = model.find_component(queue.component);
      if (model.groups[model.group_of(component, region)].slots == 0) {
        continue;  // nothing is published here, or nobody consumes it: the queue just grows
      }
      const auto statuses =
          walk.visit(region, component, model.find_operation(component, queue.operation));
      if (!statuses) {
        return tl::unexpected(statuses.error());
      }
    }
  }
  return {};
}

}  // namespace threeam::engine
