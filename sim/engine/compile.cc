// From a scenario to a model: names become indices, and what a world could not run is refused.
#include <algorithm>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "sim/engine/change_kinds.h"
#include "sim/engine/find.h"
#include "sim/engine/model.h"
#include "sim/engine/program.h"
#include "sim/engine/world.h"

namespace threeam::engine {

namespace {

Result<void> within(std::size_t count, std::size_t most, std::string_view what, std::string where) {
  if (count > most) {
    return refuse(fmt::format("{} {}; at most {}", count, what, most), std::move(where));
  }
  return {};
}

std::string in_component(const Component& component, std::string_view rest = "") {
  return fmt::format("components.{}{}", component.name, rest);
}

// Instances that the scenario ever asks for: at the start, and by any scaling.
std::size_t most_instances(const Scenario& scenario, const Component& component,
                           const std::string& region) {
  const auto initial = component.instances.find(region);
  int most = initial == component.instances.end() ? 0 : initial->second;
  const auto scale = [&](const Change& change) {
    const auto* to = std::get_if<Scale>(&change);
    if (to != nullptr && to->component == component.name &&
        (to->region.empty() || to->region == region)) {
      most = std::max(most, to->instances);
    }
  };
  if (component.autoscaler && most > 0) {
    most = std::max(most, component.autoscaler->max);
  }
  for_each_change(scenario, scale);
  return static_cast<std::size_t>(std::max(most, 0));
}

Result<void> check_component(const Component& component) {
  if (component.workers < 1 || component.workers > static_cast<int>(kMaxWorkers)) {
    return refuse(fmt::format("workers must be between 1 and {}", kMaxWorkers),
                  in_component(component, ".workers"));
  }
  if (component.accept_queue < 0 || component.accept_queue > static_cast<int>(kMaxWaiting)) {
    return refuse(fmt::format("accept_queue must be between 0 and {}", kMaxWaiting),
                  in_component(component, ".accept_queue"));
  }
  for (const Pool& pool : component.pools) {
    if (pool.size < 1 || pool.waiting < 0 || pool.waiting > static_cast<int>(kMaxWaiting)) {
      return refuse(fmt::format("pool {} needs a size of at least 1 and 0 to {} waiting", pool.name,
                                kMaxWaiting),
                    in_component(component, ".pools"));
    }
  }
  if (component.balancer == Balancer::keyed &&
      (!component.keys || component.keys->count < 1 || component.keys->popularity < 0)) {
    return refuse("a keyed balancer needs keys", in_component(component, ".keys"));
  }
  if (auto ok = within(component.pools.size(), kMaxPools, "pools", in_component(component)); !ok) {
    return ok;
  }
  return within(component.versions.size() + 1, kMaxVersions, "versions", in_component(component));
}

// Names of versions and operations, before any program refers to them.
Result<void> name_components(Model& model) {
  for (const Component& component : model.scenario.components) {
    if (auto ok = check_component(component); !ok) {
      return ok;
    }
    ComponentInfo info;
    info.version_names.push_back(component.version);
    const auto add_operations = [&](const std::vector<Operation>& operations) {
      for (const Operation& operation : operations) {
        if (find_in(info.operation_names, operation.name, kSelf) == kNone) {
          info.operation_names.push_back(operation.name);
          info.operation_routes.push_back(operation.route.empty() ? operation.name
                                                                  : operation.route);
        }
      }
    };
    add_operations(component.operations);
    for (const Version& version : component.versions) {
      info.version_names.push_back(version.name);
      add_operations(version.operations);
    }
    info.versions = info.version_names.size();
    info.operations = info.operation_names.size();
    if (auto ok = within(info.operations, kMaxOperations, "operations", in_component(component));
        !ok) {
      return ok;
    }
    model.components.push_back(std::move(info));
  }
  return {};
}

const Operation* find_operation_in(const std::vector<Operation>& operations,
                                   std::string_view name) {
  const Index at = find_in(operations, name, kName);
  return at == kNone ? nullptr : &operations[at];
}

// Formats of each dataset that the program reads and does not accept.
void note_reads(Model& model, Index program, std::size_t row) {
  for (Index pc = program; model.code[pc].code != Code::end; ++pc) {
    if (model.code[pc].code == Code::read) {
      const ReadSpec& read = model.reads[model.code[pc].arg];
      const std::size_t formats = model.scenario.datasets[read.dataset].formats.size();
      model.unread[row + read.dataset] |=
          ~read.accepted & static_cast<std::uint32_t>((std::uint64_t{1} << formats) - 1);
    }
  }
}

Result<void> compile_programs(Model& model) {
  for (Index c = 0; c < model.components.size(); ++c) {
    const Component& component = model.scenario.components[c];
    ComponentInfo& info = model.components[c];
    info.first_program = model.programs.size();
    model.first_unread.push_back(model.unread.size());
    model.unread.resize(model.unread.size() + info.versions * model.scenario.datasets.size(), 0);
    for (std::size_t v = 0; v < info.versions; ++v) {
      const std::size_t row = model.first_unread[c] + v * model.scenario.datasets.size();
      for (const std::string& name : info.operation_names) {
        const Operation* operation =
            v == 0 ? nullptr : find_operation_in(component.versions[v - 1].operations, name);
        if (operation == nullptr) {
          operation = find_operation_in(component.operations, name);
        }
        if (operation == nullptr) {
          model.programs.push_back(kNone);
          continue;
        }
        auto program = compile_program(
            model, c, operation->steps,
            fmt::format("components.{}.{} {}", component.name, info.version_names[v], name));
        if (!program) {
          return tl::unexpected(program.error());
        }
        model.programs.push_back(*program);
        note_reads(model, *program, row);
      }
    }
  }
  return {};
}

Result<void> place_instances(Model& model) {
  for (Index c = 0; c < model.components.size(); ++c) {
    const Component& component = model.scenario.components[c];
    const std::size_t first_pool_spec = model.pool_specs.size();
    for (const Pool& pool : component.pools) {
      model.pool_specs.push_back(
          {static_cast<std::uint32_t>(pool.size), static_cast<std::uint32_t>(pool.waiting),
           pool.scope == PoolScope::region, intern_timeout(model, pool.timeout), pool.timeout});
    }
    for (Index r = 0; r < model.regions; ++r) {
      GroupInfo group{c,
                      r,
                      model.instances.size(),
                      0,
                      0,
                      component.balancer,
                      static_cast<std::uint32_t>(component.accept_queue),
                      component.discipline,
                      component.discipline == Discipline::priority ? model.priorities
                      : component.discipline == Discipline::fair   ? model.tenants
                                                                   : 0,
                      kNone};
      if (component.balancer == Balancer::keyed) {
        group.zipf = intern_zipf(model, static_cast<std::uint32_t>(component.keys->count),
                                 component.keys->popularity);
      }
      const auto initial = component.instances.find(model.scenario.regions[r]);
      group.initial = initial == component.instances.end()
                          ? 0
                          : static_cast<std::size_t>(std::max(initial->second, 0));
      group.slots = most_instances(model.scenario, component, model.scenario.regions[r]);
      if (auto ok = within(group.slots, kMaxInstances, "instances in a region",
                           in_component(component, ".instances"));
          !ok) {
        return ok;
      }
      for (std::size_t i = 0; i < group.slots; ++i) {
        model.instances.push_back({c, r, static_cast<Index>(model.groups.size()), i, model.pools,
                                   model.operation_slots, first_pool_spec, model.guards,
                                   model.lanes});
        model.lanes += group.lanes;
        model.pools += component.pools.size();
        model.guards += model.components[c].guards;
        model.operation_slots += model.components[c].operations;
      }
      model.groups.push_back(group);
    }
    for (const auto& [region, count] : component.instances) {
      if (model.find_region(region) == kNone) {
        return refuse(fmt::format("there is no region {}", region),
                      in_component(component, ".instances"));
      }
    }
  }
  return {};
}

Result<void> list_flows(Model& model) {
  for (Index c = 0; c < model.components.size(); ++c) {
    const ComponentInfo& info = model.components[c];
    for (Index r = 0; r < model.regions; ++r) {
      const Index group = model.group_of(c, r);
      model.groups[group].first_flow = static_cast<Index>(model.flows.size());
      model.groups[group].operations = static_cast<Index>(info.operations);
      for (Index v = 0; v < info.versions; ++v) {
        for (Index o = 0; o < info.operations; ++o) {
          const Index program = model.programs[info.first_program + v * info.operations + o];
          model.flows.push_back({c, r, v, o, group, program, false, 0});
        }
      }
    }
  }
  return within(model.flows.size(), kMaxFlows, "operations by region and version", "components");
}

Result<void> add_queues(Model& model) {
  for (Index q = 0; q < model.scenario.queues.size(); ++q) {
    const MessageQueue& queue = model.scenario.queues[q];
    const Index component = model.find_component(queue.component);
    if (component == kNone || model.find_operation(component, queue.operation) == kNone) {
      return refuse(fmt::format("there is no {}.{} to consume", queue.component, queue.operation),
                    fmt::format("queues.{}", queue.name));
    }
    if (queue.attempts < 1 || queue.attempts > 200 || queue.redelivery < 0) {
      return refuse("attempts must be between 1 and 200, redelivery not below 0",
                    fmt::format("queues.{}", queue.name));
    }
    model.components[component].queues.push_back(q);
    for (InstanceInfo& instance : model.instances) {
      instance.consumes = instance.consumes || instance.component == component;
    }
    model.queue_consumers.push_back({component, model.find_operation(component, queue.operation)});
  }
  return {};
}

Result<void> add_replication(Model& model, const Dataset& dataset, const std::string& where) {
  const Replication& replication = dataset.replication;
  if (replication.primary.empty()) {
    model.replication.push_back(kNone);
    return {};
  }
  ReplicatedInfo info;
  info.dataset = static_cast<Index>(model.replication.size());
  info.primary = model.find_region(replication.primary);
  info.delay = replication.delay;
  info.rate = replication.rate;
  if (info.primary == kNone || replication.delay < 0 || replication.rate <= 0) {
    return refuse("needs a known primary, and replicas that apply more than 0 rows a second",
                  where);
  }
  info.regions = 1U << info.primary;
  for (const std::string& region : replication.replicas) {
    const Index r = model.find_region(region);
    if (r == kNone || ((info.regions >> r) & 1) != 0) {
      return refuse(fmt::format("{} cannot hold another copy", region), where);
    }
    info.regions |= 1U << r;
  }
  model.replication.push_back(static_cast<Index>(model.replicated.size()));
  model.replicated.push_back(info);
  return {};
}

Result<void> add_datasets(Model& model) {
  for (const Dataset& dataset : model.scenario.datasets) {
    const std::string where = fmt::format("datasets.{}", dataset.name);
    if (auto ok = within(dataset.formats.size(), kMaxFormats, "formats", where); !ok) {
      return ok;
    }
    if (find_in(dataset.formats, dataset.initial_format, kName) == kNone ||
        dataset.working_set < 1 || dataset.initial_rows < 0) {
      return refuse("needs an initial format of its own and a working set of at least 1 row",
                    where);
    }
    model.first_format.push_back(model.formats);
    model.formats += dataset.formats.size();
    if (auto ok = add_replication(model, dataset, where); !ok) {
      return ok;
    }
  }
  return {};
}

// Flags that some change moves gradually get a row for what each instance sees.
Result<void> list_gradual_flags(Model& model) {
  Index rows = 0;
  for (const Flag& flag : model.scenario.flags) {
    bool gradual = false;
    for_each_change(model.scenario, [&](const Change& change) {
      const auto* set = std::get_if<SetFlag>(&change);
      gradual = gradual || (set != nullptr && set->name == flag.name && set->over > 0);
    });
    model.gradual_flags.push_back(gradual ? rows++ : kNone);
  }
  return {};
}

Result<void> add_autoscalers(Model& model) {
  for (Index g = 0; g < model.groups.size(); ++g) {
    const Component& component = model.scenario.components[model.groups[g].component];
    if (!component.autoscaler || model.groups[g].initial == 0) {
      continue;
    }
    const Autoscaler& spec = *component.autoscaler;
    if (spec.min < 1 || spec.max < spec.min || spec.target <= 0 || spec.every < kSecond ||
        spec.startup < 0 || spec.cooldown < 0) {
      return refuse("needs 1 <= min <= max, a target above 0 and to decide once a second at most",
                    in_component(component, ".autoscaler"));
    }
    model.autoscalers.push_back(g);
  }
  return {};
}

Result<void> check_shape(const Scenario& scenario) {
  if (auto ok = within(scenario.components.size(), kMaxComponents, "components", "components");
      !ok) {
    return ok;
  }
  if (scenario.regions.empty()) {
    return refuse("a world needs a region", "regions");
  }
  if (scenario.past < 0 || scenario.past > 24 * kHour || scenario.length > 24 * kHour) {
    return refuse("past and length are at most 24 h", "past");
  }
  return within(scenario.regions.size(), kMaxRegions, "regions", "regions");
}

}  // namespace

Result<std::shared_ptr<const Model>> compile(const Scenario& scenario) {
  if (auto ok = check_shape(scenario); !ok) {
    return tl::unexpected(ok.error());
  }
  const auto model = std::make_shared<Model>();
  model->scenario = scenario;
  model->regions = scenario.regions.size();
  for (const int status : {200, 404, 429, 500, 503, 504}) {
    intern_status(*model, status);
  }
  using Step = Result<void> (*)(Model&);
  for (const Step step :
       {name_components, list_gradual_flags, add_datasets, add_stocks, compile_programs,
        list_classes, place_instances, add_health, list_flows, add_traffic, add_queues, add_caches,
        place_stocks, add_autoscalers, check_changes, check_recorded}) {
    if (auto ok = step(*model); !ok) {
      return tl::unexpected(ok.error());
    }
  }
  if (auto ok = within(model->statuses.size(), kMaxStatuses, "different statuses", "components");
      !ok) {
    return tl::unexpected(ok.error());
  }
  if (auto ok = check_paths(*model); !ok) {
    return tl::unexpected(ok.error());
  }
  return std::shared_ptr<const Model>(model);
}

}  // namespace threeam::engine
