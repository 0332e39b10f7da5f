#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "sim/scenario/checks.h"
#include "sim/scenario/walk.h"

namespace threeam::scenario {
namespace {

using Edges = std::map<Target, std::vector<Edge>>;

const Operation* find_operation(const Component& component, std::string_view name) {
  const auto at = std::find_if(component.operations.begin(), component.operations.end(),
                               [&](const Operation& o) { return o.name == name; });
  return at == component.operations.end() ? nullptr : &*at;
}

const Cache* find_cache(const Scenario& scenario, std::string_view name) {
  const auto at = std::find_if(scenario.caches.begin(), scenario.caches.end(),
                               [&](const Cache& cache) { return cache.name == name; });
  return at == scenario.caches.end() ? nullptr : &*at;
}

std::string name_of(const Target& target) {
  return fmt::format("{}.{}", target.first, target.second);
}

// Depth first along calls that wait; reports each call that closes a cycle.
class CycleSearch {
 public:
  CycleSearch(const Edges& edges, const Subject& subject, Report& report)
      : edges_(edges), subject_(subject), report_(report) {}

  void visit(const Target& here) {
    if (!done_.insert(here).second) {
      return;
    }
    path_.push_back(here);
    const auto at = edges_.find(here);
    if (at != edges_.end()) {
      for (const Edge& edge : at->second) {
        if (edge.waits) {
          follow(edge);
        }
      }
    }
    path_.pop_back();
  }

 private:
  void follow(const Edge& edge) {
    const Place* place = subject_.place(edge.path + "/call");
    if (path_.size() > kDeepest) {
      if (place != nullptr) {
        report_.add("call-cycle", *place, fmt::format("calls go deeper than {}", kDeepest));
      }
      return;
    }
    const auto start = std::find(path_.begin(), path_.end(), edge.to);
    if (start == path_.end()) {
      visit(edge.to);
      return;
    }
    std::string cycle;
    for (auto at = start; at != path_.end(); ++at) {
      cycle += name_of(*at) + " -> ";
    }
    if (place != nullptr) {
      report_.add("call-cycle", *place,
                  fmt::format("this call closes a cycle: {}{}", cycle, name_of(edge.to)));
    }
  }

  static constexpr std::size_t kDeepest = 64;

  const Edges& edges_;
  const Subject& subject_;
  Report& report_;
  std::set<Target> done_;
  std::vector<Target> path_;
};

// Caches are asked by the operations of their own component.
void check_cache_steps(const Subject& subject, Report& report) {
  const Scenario& s = subject.scenario;
  for (const Component& component : s.components) {
    for (const Operation& operation : component.operations) {
      visit_steps(component, operation.name, [&](const Step& step, const std::string& path) {
        const auto* lookup = std::get_if<CacheStep>(&step.step);
        const Place* place = lookup == nullptr ? nullptr : subject.place(path + "/cache");
        const Cache* cache = lookup == nullptr ? nullptr : find_cache(s, lookup->cache);
        if (place != nullptr && cache != nullptr && cache->component != component.name) {
          report.add("misplaced-step", *place,
                     fmt::format("`{}` is a cache of `{}`; expected one of `{}`", cache->name,
                                 cache->component, component.name));
        }
      });
    }
  }
}

}  // namespace

void check_versions(const Subject& subject, Report& report) {
  for (const Component& component : subject.scenario.components) {
    for (const Version& version : component.versions) {
      for (const Operation& operation : version.operations) {
        const Place* place =
            subject.place(fmt::format("components/{}/versions/{}/operations/{}", component.name,
                                      version.name, operation.name));
        if (place != nullptr && find_operation(component, operation.name) == nullptr) {
          report.add("new-operation", *place,
                     fmt::format("`{}` is not an operation of `{}`{}; a version can only replace "
                                 "what is there",
                                 operation.name, component.name,
                                 did_you_mean(operation.name,
                                              subject.names.of(Kind::operation, component.name))));
        }
      }
    }
  }
}

void check_links(const Subject& subject, Report& report) {
  for (std::size_t i = 0; i < subject.scenario.links.size(); ++i) {
    const Place* place = subject.place(fmt::format("links/{}/between", i));
    if (place != nullptr && subject.scenario.links[i].from.empty()) {
      report.add("link", *place, "`between`: expected two regions: [eu-west, us-east]");
    }
  }
}

void check_capacity(const Subject& subject, Report& report) {
  const Scenario& s = subject.scenario;
  const Edges edges = edges_of(s);
  std::set<std::pair<std::string, std::string>> reported;
  for (const Traffic& traffic : s.traffic) {
    for (const auto& [region, rate] : traffic.rate) {
      if (rate <= 0) {
        continue;
      }
      for (const auto& [target, asked_in] :
           reached(edges, {traffic.component, traffic.operation}, region)) {
        const Component* component = find_component(s, target.first);
        const Place* place = subject.place(fmt::format("components/{}/instances", target.first));
        if (component == nullptr || place == nullptr) {
          continue;
        }
        const auto at = component->instances.find(asked_in);
        const bool none = at == component->instances.end() || at->second == 0;
        if (none && reported.emplace(target.first, asked_in).second) {
          report.add("no-capacity", *place,
                     fmt::format("`{}` has no instance in `{}`, where `{}` needs it", target.first,
                                 asked_in, traffic.route));
        }
      }
    }
  }
}

void check_traffic(const Subject& subject, Report& report) {
  const Place* place = subject.place("traffic");
  if (place == nullptr) {
    return;
  }
  const auto& traffic = subject.scenario.traffic;
  const bool asked = std::any_of(traffic.begin(), traffic.end(), [](const Traffic& t) {
    return t.user_facing && std::any_of(t.rate.begin(), t.rate.end(),
                                        [](const auto& rate) { return rate.second > 0; });
  });
  if (!asked) {
    report.add("no-traffic", *place,
               "expected at least one user-facing route with a rate above 0/s");
  }
}

void check_routes(const Subject& subject, Report& report) {
  for (const Traffic& traffic : subject.scenario.traffic) {
    const Component* component = find_component(subject.scenario, traffic.component);
    const Operation* entry =
        component == nullptr ? nullptr : find_operation(*component, traffic.operation);
    const Place* place = subject.place("traffic/" + traffic.route);
    if (entry != nullptr && place != nullptr && entry->route != traffic.route) {
      report.add("route", *place,
                 fmt::format("`{}` is entered at `{}.{}`, whose route is `{}`; expected the same",
                             traffic.route, traffic.component, traffic.operation, entry->route));
    }
  }
}

void check_cycles(const Subject& subject, Report& report) {
  const Edges edges = edges_of(subject.scenario);
  CycleSearch search(edges, subject, report);
  for (const auto& [target, calls] : edges) {
    search.visit(target);
  }
}

void check_misplaced_steps(const Subject& subject, Report& report) {
  const Scenario& s = subject.scenario;
  std::set<Target> consumers;
  for (const MessageQueue& queue : s.queues) {
    consumers.emplace(queue.component, queue.operation);
  }
  for (const Component& component : s.components) {
    for (const Operation& operation : component.operations) {
      if (consumers.contains({component.name, operation.name})) {
        continue;
      }
      visit_steps(component, operation.name, [&](const Step& step, const std::string& path) {
        const Place* place = subject.place(path + "/accept_message");
        if (place != nullptr && std::holds_alternative<AcceptMessageStep>(step.step)) {
          report.add("misplaced-step", *place,
                     fmt::format("`{}.{}` has no message in hand; expected the consumer of a queue",
                                 component.name, operation.name));
        }
      });
    }
  }
  check_cache_steps(subject, report);
}

}  // namespace threeam::scenario
