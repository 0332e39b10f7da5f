// What a scenario shows and says besides metrics: log lines, alerts, runbooks, people.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sim/base/units.h"

namespace threeam {

struct LogTemplate {
  std::string id;
  std::string level;    // debug, info, warn, error
  std::string text;     // {name} is replaced by a value drawn for the request
  double sample = 1.0;  // share of occurrences that are kept
};

// A label filter: name -> value. Names are those of model/metric.h.
using Labels = std::map<std::string, std::string>;

struct Alert {
  std::string id;
  std::string title, text;
  std::string metric;  // a panel metric of model/metric.h
  Labels where;
  std::string by;  // one series a value of this label; empty: one series
  double above = 0;
  bool absent = false;  // fires when there is no sample, instead of above `above`
  Duration hold = 0;    // YAML: for
};

struct RecordedPoint {
  SimTime time = 0;
  double value = 0;
};

// One line of a recorded series.
struct RecordedLine {
  Labels labels;
  std::string text;  // the file, read from `file`: lines of "seconds,value"
  std::vector<RecordedPoint> points;
  std::string problem;  // why there are none; lint says it
};

// What an action does to a recorded series, from its first effect on.
struct RecordedEffect {
  std::string action;
  double factor = 1;
  Duration over = 0;  // ramps in
};

// A real series, replayed at its own times beside what is simulated, and marked so.
struct RecordedSeries {
  std::string name;  // what queries call it; no panel metric has it
  std::string title, unit;
  double page_at_s = 0;  // the files' time that is the page
  std::vector<RecordedLine> lines;
  std::vector<RecordedEffect> actions;
};

struct Runbook {
  std::string id, title;
  std::string text;  // Markdown, read from `file`
};

struct Answer {
  std::string id;
  std::string ask;
  Duration after = 0;
  std::string answer;
};

struct Person {
  std::string name;
  std::string role;
  std::vector<Answer> answers;
};

}  // namespace threeam
