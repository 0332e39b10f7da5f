// `threeam fork`: what would have happened. The round as it was beside another course from one
// moment on, under the round's own luck and others', each pair of futures under the same luck.
#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "sim/base/text.h"
#include "sim/cli/futures.h"
#include "sim/cli/input.h"
#include "sim/cli/output.h"
#include "sim/cli/progress.h"
#include "sim/cli/verbs.h"

namespace threeam::cli {

namespace {

struct HarmKind {
  const char* name;
  double engine::Harm::*amount;
};

constexpr HarmKind kKinds[] = {
    {"failed_requests", &engine::Harm::failed_requests},
    {"late_requests", &engine::Harm::late_requests},
    {"wrong_rows", &engine::Harm::wrong_rows},
    {"wrong_effects", &engine::Harm::wrong_effects},
    {"late_messages", &engine::Harm::late_messages},
    {"dead_messages", &engine::Harm::dead_messages},
    {"lost_rows", &engine::Harm::lost_rows},
};

// "rollback-ledger" or "repair-entries@30s".
Result<PlannedAction> parse_action(const std::string& text) {
  const std::size_t at = text.find('@');
  PlannedAction planned{text.substr(0, at), 0};
  if (at != std::string::npos) {
    const Result<Duration> after = parse_duration(std::string_view(text).substr(at + 1));
    if (!after || *after < 0) {
      return fail(ErrorCode::invalid_input,
                  fmt::format("\"{}\": expected ACTION or ACTION@30s", text));
    }
    planned.after = *after;
  }
  return planned;
}

Result<std::vector<PlannedAction>> parse_course(const std::vector<std::string>& texts,
                                                const Scenario& scenario) {
  std::vector<PlannedAction> course;
  if (texts == std::vector<std::string>{"none"}) {
    return course;
  }
  for (const std::string& text : texts) {
    Result<PlannedAction> planned = parse_action(text);
    if (!planned) {
      return tl::unexpected(planned.error());
    }
    if (find_action(scenario, planned->action) == nullptr) {
      std::string known;
      for (const Action& action : scenario.actions) {
        known += (known.empty() ? "" : ", ") + action.id;
      }
      return fail(
          ErrorCode::invalid_input,
          fmt::format("no action \"{}\"; there are: {}, or none alone", planned->action, known));
    }
    course.push_back(*std::move(planned));
  }
  std::ranges::stable_sort(course, {}, &PlannedAction::after);
  return course;
}

using Reading = std::function<double(const Future&)>;

Interval interval_of(const std::vector<Future>& futures, const Reading& reading) {
  std::vector<double> values;
  std::ranges::transform(futures, std::back_inserter(values), reading);
  return score::mean_interval(values);
}

Interval difference_of(const Futures& futures, const Reading& reading) {
  std::vector<double> values;
  values.reserve(futures.course.size());
  for (std::size_t i = 0; i < futures.course.size(); ++i) {
    values.push_back(reading(futures.course[i]) - reading(futures.as_it_was[i]));
  }
  return score::mean_interval(values);
}

Json to_json(const Interval& interval) {
  return Json{{"mean", interval.mean}, {"low", interval.low}, {"high", interval.high}};
}

// One side, or the difference: {harm_units, harm{kind}}.
Json harm_json(const std::function<Interval(const Reading&)>& read) {
  Json harm = Json::object();
  for (const HarmKind& kind : kKinds) {
    harm[kind.name] =
        to_json(read([&kind](const Future& future) { return future.harm.*kind.amount; }));
  }
  return Json{{"harm_units", to_json(read(&Future::units))}, {"harm", std::move(harm)}};
}

Json side_json(const std::vector<Future>& futures) {
  Json side = harm_json([&](const Reading& reading) { return interval_of(futures, reading); });
  side["recovered"] = to_json(recovered_of(futures));
  return side;
}

Json report_json(const round::Round& round, SimTime time, const std::vector<PlannedAction>& course,
                 const Futures& futures) {
  Json planned = Json::array();
  for (const PlannedAction& action : course) {
    planned.push_back(Json{{"action", action.action}, {"after_ns", action.after}});
  }
  Json left = Json::array();
  for (const LeftOut& act : left_out(round.journal(), time)) {
    left.push_back(Json{{"action", act.action}, {"at_ns", act.at}});
  }
  return Json{{"round", round.journal().header.round},
              {"at_ns", time},
              {"until_ns", round.scenario().length},
              {"actions", std::move(planned)},
              {"left_out", std::move(left)},
              {"seeds", futures.course.size()},
              {"settled", futures.settled},
              {"as_it_was", side_json(futures.as_it_was)},
              {"course", side_json(futures.course)},
              {"difference",
               harm_json([&](const Reading& reading) { return difference_of(futures, reading); })}};
}

std::string interval_text(const Json& interval) {
  const double mean = interval["mean"].get<double>();
  const double low = interval["low"].get<double>();
  const double high = interval["high"].get<double>();
  if (low == high) {
    return grouped(mean);
  }
  return fmt::format("{} ({} .. {})", grouped(mean), grouped(low), grouped(high));
}

std::string share_text(const Json& share) {
  return fmt::format("{:.2f} ({:.2f} .. {:.2f})", share["mean"].get<double>(),
                     share["low"].get<double>(), share["high"].get<double>());
}

// What a reader has to know of the second column, or it startles.
std::string left_out_text(const Json& report) {
  const std::string at = format_clock(report["at_ns"].get<SimTime>());
  std::string acts;
  for (const Json& act : report["left_out"]) {
    acts +=
        fmt::format("{}{} {}", acts.empty() ? "" : ", ", format_clock(act["at_ns"].get<SimTime>()),
                    act["action"].get<std::string>());
  }
  return acts.empty() ? fmt::format(
                            "this course follows the journal up to {}; nothing was done "
                            "after it\n",
                            at)
                      : fmt::format(
                            "this course follows the journal up to {} and leaves out what "
                            "was done from then on:\n  {}\n",
                            at, acts);
}

std::string report_text(const Json& report) {
  std::string course;
  for (const Json& action : report["actions"]) {
    const auto after = action["after_ns"].get<Duration>();
    course +=
        fmt::format("{}{} {}", course.empty() ? "" : ", ", action["action"].get<std::string>(),
                    after == 0 ? "at once" : "after " + format_duration(after));
  }
  const int seeds = report["seeds"].get<int>();
  std::string text = fmt::format(
      "from {} to {}, {}: {}\n{}\n  {:<16} {:<34} {:<34} {}\n",
      format_clock(report["at_ns"].get<SimTime>()), format_clock(report["until_ns"].get<SimTime>()),
      seeds == 1 ? "one seed"
                 : fmt::format("{} seeds{}, 95 % intervals", seeds,
                               report["settled"].get<bool>() ? ", settled" : ""),
      course.empty() ? "nothing" : course, left_out_text(report), "", "as it was", "this course",
      "difference");
  const Json& was = report["as_it_was"];
  const Json& now = report["course"];
  const Json& difference = report["difference"];
  text += fmt::format("  {:<16} {:<34} {:<34}\n", "P(recovered)", share_text(was["recovered"]),
                      share_text(now["recovered"]));
  for (const HarmKind& kind : kKinds) {
    text += fmt::format(
        "  {:<16} {:<34} {:<34} {}\n", kind.name, interval_text(was["harm"][kind.name]),
        interval_text(now["harm"][kind.name]), interval_text(difference["harm"][kind.name]));
  }
  return text + fmt::format("  {:<16} {:<34} {:<34} {}\n", "harm_units",
                            interval_text(was["harm_units"]), interval_text(now["harm_units"]),
                            interval_text(difference["harm_units"]));
}

}  // namespace

int fork(const ForkOptions& options) {
  // What was asked first: a replay takes seconds.
  const Result<Journal> journal = read_journal(options.journal);
  if (!journal) {
    return complain(journal.error(), options.journal);
  }
  const auto scenario = scenario_of(*journal);
  if (!scenario) {
    return complain(scenario.error(), options.journal);
  }
  const auto course = parse_course(options.actions, **scenario);
  if (!course) {
    return complain_usage(course.error().message);
  }
  const auto round = open_round(options.journal);
  if (!round) {
    return complain(round.error(), options.journal);
  }
  if (options.at < 0 || options.at > (*round)->now()) {
    return complain_usage(fmt::format("--at {} is outside the round, {} to {}",
                                      format_clock(options.at), format_clock(0),
                                      format_clock((*round)->now())));
  }
  const Result<engine::World> world = (*round)->fork(options.at, {}, options.at);
  for (const PlannedAction& planned : *course) {
    if (const auto possible = world->check(planned.action); planned.after == 0 && !possible) {
      return complain(possible.error(), planned.action);
    }
  }
  Progress progress("fork");
  const Result<Futures> futures = run_futures(**round, options.at, *course, options.effort,
                                              [&](double share) { progress.report(share); });
  progress.end();
  if (!futures) {
    return complain(futures.error(), options.journal);
  }
  const Json report = report_json(**round, options.at, *course, *futures);
  if (options.json) {
    print_json(report);
  } else {
    print(report_text(report));
  }
  return kHolds;
}

}  // namespace threeam::cli
