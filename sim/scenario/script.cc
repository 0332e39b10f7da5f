#include "sim/scenario/script.h"

#include <utility>

#include <fmt/format.h>

#include "sim/scenario/labels.h"
#include "sim/scenario/read.h"
#include "sim/scenario/reader.h"
#include "sim/scenario/report.h"
#include "sim/scenario/yaml.h"

namespace threeam::scenario {
namespace {

// The names a script may use. Hidden events are none of them: a candidate cannot look at one.
Names names_of(const Scenario& scenario) {
  Names names;
  Report ignored;  // the scenario was checked when it was loaded
  const auto define = [&](Kind kind, const std::string& name, const std::string& scope = "") {
    names.define(kind, scope, name, {}, ignored);
  };
  for (const std::string& region : scenario.regions) {
    define(Kind::region, region);
  }
  for (const Component& component : scenario.components) {
    define(Kind::component, component.name);
    define(Kind::version, component.version, component.name);
    for (const Version& version : component.versions) {
      define(Kind::version, version.name, component.name);
    }
    for (const Pool& pool : component.pools) {
      define(Kind::pool, pool.name, component.name);
    }
  }
  for (const Traffic& traffic : scenario.traffic) {
    define(Kind::route, traffic.route);
  }
  for (const MessageQueue& queue : scenario.queues) {
    define(Kind::queue, queue.name);
  }
  for (const Dataset& dataset : scenario.datasets) {
    define(Kind::dataset, dataset.name);
    for (const DataFormat& format : dataset.formats) {
      define(Kind::format, format.name, dataset.name);
    }
  }
  for (const TimelineEvent& event : scenario.timeline) {
    if (!event.hidden) {
      define(Kind::change, event.id);
    }
  }
  for (const Action& action : scenario.actions) {
    define(Kind::action, action.id);
  }
  for (const Runbook& runbook : scenario.runbooks) {
    define(Kind::runbook, runbook.id);
  }
  for (const Person& person : scenario.people) {
    define(Kind::person, person.name);
    for (const Answer& answer : person.answers) {
      define(Kind::answer, answer.id, person.name);
    }
  }
  for (const RecordedSeries& series : scenario.recorded) {
    define(Kind::metric, series.name);
  }
  for (const std::string& mechanism : scenario.mechanisms) {
    define(Kind::mechanism, mechanism);
  }
  for (const CourseOfAction& option : scenario.truth.options) {
    define(Kind::option, option.id);
  }
  for (const Question& question : scenario.interviewer.followups) {
    define(Kind::question, question.id, "followups");
  }
  for (const Question& question : scenario.interviewer.pushback) {
    define(Kind::question, question.id, "pushback");
  }
  return names;
}

void check_story(const Script& script, const Subject& subject, Report& report) {
  const Scenario& scenario = subject.scenario;
  const Place* id = subject.place("scenario");
  if (id != nullptr && !script.scenario.empty() && script.scenario != scenario.id) {
    report.add("dangling-name", *id,
               fmt::format("`scenario`: expected `{}`, found `{}`", scenario.id, script.scenario));
  }
  const auto hints = static_cast<int>(scenario.interviewer.hints.size());
  for (std::size_t i = 0; i < script.lines.size(); ++i) {
    const ScriptLine& line = script.lines[i];
    const std::string path = fmt::format("story/{}", i);
    const Place* at = subject.place(path + "/at");
    if (at != nullptr && i > 0 && line.at < script.lines[i - 1].at) {
      report.add("impossible-time", *at, "earlier than the line before; lines are in time order");
    }
    const Place* index = subject.place(path + "/index");
    if (index != nullptr && line.kind == EntryKind::hint &&
        line.payload.value("index", 0) >= hints) {
      report.add("out-of-range", *index,
                 fmt::format("`index`: expected 0 to {}, the scenario's hints", hints - 1));
    }
    if (const auto query = line.payload.find("query"); query != line.payload.end()) {
      if (const auto parsed = query_from_json(*query)) {
        check_labels(parsed->metric, parsed->where, parsed->by, path, subject, report);
      }
    }
  }
}

}  // namespace

Result<Script> load_script(std::string_view yaml, std::string_view file, const Scenario& scenario) {
  Report report;
  Names names = names_of(scenario);
  Places places;
  const std::map<std::string, std::string> no_files;
  Reading reading{report, names, places, no_files, "", {}, std::string(file)};
  const Document document = parse_yaml(yaml);
  for (const Refusal& refusal : document.refusals) {
    report.add(refusal.rule, {reading.file, refusal.mark}, refusal.message);
  }
  Script script;
  if (document.readable) {
    Reader::read_mapping(reading, document.root, "a script", "",
                         [&](Fields& in) { read_script(in, scenario.length, script); });
    names.report_dangling(report);
    check_story(script, {scenario, names, places}, report);
  }
  return no_errors(report.take()).map([&] { return std::move(script); });
}

}  // namespace threeam::scenario
