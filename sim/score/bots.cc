#include "sim/score/bots.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "sim/base/random.h"
#include "sim/model/json.h"
#include "sim/model/metric.h"

namespace threeam::score {
namespace {

// A script, line by line, with a clock that the writer moves.
class Writer {
 public:
  explicit Writer(SimTime start) : now_(start) {}

  Writer& wait(Duration time) {
    now_ += time;
    return *this;
  }
  Writer& look(std::string_view what, Json more = Json::object()) {
    return add(EntryKind::look, what, std::move(more));
  }
  Writer& say(std::string_view what, Json more = Json::object()) {
    return add(EntryKind::say, what, std::move(more));
  }
  Writer& act(const std::string& action, std::string_view why = "", std::string_view expect = "") {
    script_.lines.push_back({now_, Actor::candidate, EntryKind::act,
                             Json{{"action", action}, {"why", why}, {"expect", expect}}});
    return *this;
  }
  Writer& panel(std::string_view metric, std::vector<std::string> by) {
    Query query;
    query.metric = metric;
    query.by = std::move(by);
    query.from = now_ - 30 * kMinute;
    query.to = now_;
    return look("panel", {{"query", to_json(query)}});
  }
  Writer& logs(Json more = Json::object()) {
    more.update({{"search", ""}, {"from_ns", now_ - 15 * kMinute}, {"to_ns", now_}});
    return look("logs", std::move(more));
  }
  Writer& traces(std::string_view which) {
    return look("traces", {{"which", which}, {"from_ns", now_ - 15 * kMinute}, {"to_ns", now_}});
  }
  Writer& hypothesis(const std::string& component, const std::string& mechanism, double confidence,
                     std::string_view text, std::string_view refuted_by) {
    Json more = {{"id", fmt::format("h{}", ++hypotheses_)},
                 {"mechanism", mechanism},
                 {"text", text},
                 {"confidence", confidence},
                 {"refuted_by", refuted_by}};
    if (!component.empty()) {
      more["component"] = component;
    }
    return say("hypothesis", std::move(more));
  }
  SimTime now() const { return now_; }
  Script done() { return std::move(script_); }

 private:
  Writer& add(EntryKind kind, std::string_view what, Json more) {
    more["what"] = what;
    script_.lines.push_back({now_, Actor::candidate, kind, std::move(more)});
    return *this;
  }

  SimTime now_;
  int hypotheses_ = 0;
  Script script_;
};

constexpr SimTime kAtOnce = 5 * kSecond;
constexpr std::uint64_t kRandomBot = 0x72616e646f6d;  // names its draws
constexpr Duration kClick = 3 * kSecond;  // between two clicks of somebody who does not read

// Presses every button whose change `wanted` takes.
template <class Wanted>
Script press(const CandidateView& view, const Wanted& wanted) {
  Writer writer(kAtOnce);
  for (const CandidateView::Button& button : view.buttons) {
    if (wanted(button.change)) {
      writer.act(button.action).wait(kClick);
    }
  }
  return writer.done();
}

template <class Kind>
bool is(const Change& change) {
  return std::holds_alternative<Kind>(change);
}

// The button that takes back the latest release that can be taken back; null when there is none.
const CandidateView::Button* undo_latest(const CandidateView& view,
                                         const CandidateView::Release** release = nullptr) {
  for (auto latest = view.releases.rbegin(); latest != view.releases.rend(); ++latest) {
    for (const CandidateView::Button& button : view.buttons) {
      const auto* rollback = std::get_if<Rollback>(&button.change);
      if (rollback != nullptr && rollback->component == latest->component) {
        if (release != nullptr) {
          *release = &*latest;
        }
        return &button;
      }
    }
  }
  return nullptr;
}

// The word for "a release did it", where the list has one.
std::string release_word(const CandidateView& view) {
  const auto found = std::find(view.mechanisms.begin(), view.mechanisms.end(), "release");
  return found != view.mechanisms.end() ? *found
         : view.mechanisms.empty()      ? std::string()
                                        : view.mechanisms.front();
}

void open_all(const CandidateView& view, Writer& writer) {
  const auto next = [&]() -> Writer& { return writer.wait(kSecond); };
  for (const char* what : {"overview", "alerts", "topology", "changes", "flags"}) {
    next().look(what);
  }
  for (const std::string& change : view.changes) {
    next().look("diff", {{"change", change}});
  }
  for (const std::string& runbook : view.runbooks) {
    next().look("runbook", {{"runbook", runbook}});
  }
  for (const std::string& dataset : view.datasets) {
    next().look("data_check", {{"dataset", dataset}});
  }
  for (const PanelMetric& metric : panel_metrics()) {
    next().panel(metric.name, {"region"});
  }
  next().panel("error_ratio", {"component", "version"});
  for (const char* which : {"failed", "slow"}) {
    next().traces(which);
  }
  next().logs();
  for (const char* level : {"error", "warn"}) {
    next().logs({{"level", level}});
  }
  for (const std::string& component : view.components) {
    next().logs({{"component", component}});
  }
  for (const CandidateView::Ask& ask : view.questions) {
    next().look("ask", {{"person", ask.person}, {"answer", ask.answer}});
  }
}

// ---- the bots ---------------------------------------------------------------------------------

Script do_nothing(const CandidateView&, std::uint64_t) {
  return {};
}

Script instant_rollback(const CandidateView& view, std::uint64_t) {
  Writer writer(kAtOnce);
  if (const CandidateView::Button* undo = undo_latest(view)) {
    writer.act(undo->action);
  }
  return writer.done();
}

Script rollback_everything(const CandidateView& view, std::uint64_t) {
  return press(view, is<Rollback>);
}

Script restart_everything(const CandidateView& view, std::uint64_t) {
  return press(view, is<Restart>);
}

Script scale_everything(const CandidateView& view, std::uint64_t) {
  return press(view, is<Scale>);
}

// The largest degree of each route.
Script shed_everything(const CandidateView& view, std::uint64_t) {
  return press(view, [&](const Change& change) {
    const auto* shed = std::get_if<Shed>(&change);
    return shed != nullptr && shed->ratio > 0 &&
           std::none_of(view.buttons.begin(), view.buttons.end(), [&](const auto& other) {
             const auto* more = std::get_if<Shed>(&other.change);
             return more != nullptr && more->route == shed->route && more->ratio > shed->ratio;
           });
  });
}

Script silence_alarms(const CandidateView& view, std::uint64_t) {
  Script script = press(view, is<Silence>);
  Writer writer(script.lines.empty() ? kAtOnce : script.lines.back().at + kClick);
  script.lines.push_back(writer.say("resolved", {{"text", "Quiet."}}).done().lines.front());
  return script;
}

Script open_everything(const CandidateView& view, std::uint64_t) {
  Writer writer(kAtOnce);
  open_all(view, writer);
  for (const std::string& component : view.components) {
    for (const std::string& mechanism : view.mechanisms) {
      writer.wait(kSecond).hypothesis(component, mechanism, 0.9, "It could be this.", "");
    }
  }
  writer.wait(kSecond).say("resolved", {{"text", "Everything has been looked at."}});
  return writer.done();
}

Script shotgun(const CandidateView& view, std::uint64_t) {
  return press(view, [](const Change&) { return true; });
}

// Talks as the best do, and looks at nothing.
Script talker(const CandidateView& view, std::uint64_t) {
  Writer writer(kAtOnce);
  writer.say("acknowledge").wait(5 * kSecond).say("severity", {{"level", 1}});
  writer.wait(20 * kSecond)
      .hypothesis(view.releases.empty() ? std::string() : view.releases.back().component,
                  release_word(view), 0.95,
                  "The release interacts with saturation downstream; the blast radius is bounded.",
                  "the error budget burns on although the release is out of the path");
  writer.say("estimate", {{"failing_ratio", 0.1}, {"text", "A tenth of all requests."}})
      .say("prediction", {{"text", "It will fall as soon as the queues have drained."}})
      .say("update", {{"text", "We know what it is, a mitigation is under way."}})
      .wait(20 * kSecond)
      .say("resolved", {{"text", "Mitigated. Users are well; we watch the burn rate."}})
      .say("handover", {{"text", "Post-mortem tomorrow: canaries, budgets, alerts on symptoms."}});
  return writer.done();
}

// Keyed by the seed: sixty lines anywhere, of the kinds that a candidate has.
Script random_clicks(const CandidateView& view, std::uint64_t seed) {
  constexpr std::uint64_t kLines = 60;
  const std::uint64_t key = derive_key(kRandomBot, seed);
  std::uint64_t drawn = 0;
  const auto below = [&](std::size_t count) {
    return static_cast<std::size_t>(draw(key, drawn++) * static_cast<double>(count));
  };
  std::vector<SimTime> times;
  for (std::uint64_t i = 0; i < kLines; ++i) {
    times.push_back(static_cast<SimTime>(below(static_cast<std::size_t>(view.length / kSecond))) *
                    kSecond);
  }
  std::sort(times.begin(), times.end());
  Writer writer(0);
  for (const SimTime time : times) {
    writer.wait(time - writer.now());
    switch (below(8)) {
      case 0:
        if (!view.buttons.empty()) {
          writer.act(view.buttons[below(view.buttons.size())].action);
        }
        break;
      case 1:
        if (!view.mechanisms.empty() && !view.components.empty()) {
          writer.hypothesis(view.components[below(view.components.size())],
                            view.mechanisms[below(view.mechanisms.size())], draw(key, drawn++),
                            "Perhaps.", "");
        }
        break;
      case 2:
        writer.say("estimate", {{"failing_ratio", draw(key, drawn++)}, {"text", "About so many."}});
        break;
      case 3:
        writer.say("update", {{"text", "Looking."}});
        break;
      case 4:
        if (!view.changes.empty()) {
          writer.look("diff", {{"change", view.changes[below(view.changes.size())]}});
        }
        break;
      case 5:
        if (!view.questions.empty()) {
          const CandidateView::Ask& ask = view.questions[below(view.questions.size())];
          writer.look("ask", {{"person", ask.person}, {"answer", ask.answer}});
        }
        break;
      case 6:
        writer.logs();
        break;
      default:
        writer.panel(panel_metrics()[below(panel_metrics().size())].name, {"region"});
        break;
    }
  }
  return writer.done();
}

// The form of a good round around the oldest reflex: opens every view without reading, blames the
// latest release, rolls it back, and says all that is usually said.
Script flip_through(const CandidateView& view, std::uint64_t) {
  Writer writer(kAtOnce);
  writer.say("acknowledge").wait(kSecond).say("severity", {{"level", 2}});
  open_all(view, writer);
  const CandidateView::Release* release = nullptr;
  const CandidateView::Button* undo = undo_latest(view, &release);
  if (undo == nullptr) {
    return writer.done();
  }
  writer.wait(5 * kSecond)
      .say("estimate", {{"failing_ratio", 0.1},
                        {"since_ns", -5 * kMinute},
                        {"text", "A tenth, for five minutes."}});
  writer.wait(5 * kSecond)
      .hypothesis(release->component, release_word(view), 0.9, "The latest release.",
                  "it goes on on the version before")
      .wait(5 * kSecond)
      .panel("error_ratio", {"version"})
      .wait(5 * kSecond)
      .act(undo->action, "It is the latest release.", "Errors fall to what they were.")
      .say("update", {{"text", "Rolling back the latest release."}})
      .wait(5 * kMinute)
      .look("overview")
      .panel("client_failure_ratio", {"region"})
      .wait(kMinute)
      .say("resolved", {{"text", "Rolled back."}})
      .say("handover", {{"text", "Find out what was wrong with it."}});
  return writer.done();
}

constexpr Bot kBots[] = {
    {"do_nothing", "Does, says and looks at nothing.", do_nothing},
    {"instant_rollback", "Rolls back the latest release at once.", instant_rollback},
    {"rollback_everything", "Rolls back all that can be.", rollback_everything},
    {"restart_everything", "Restarts all that can be.", restart_everything},
    {"scale_everything", "Takes every change of size that is offered.", scale_everything},
    {"shed_everything", "Refuses as many requests as it can.", shed_everything},
    {"silence_alarms", "Silences every alert and calls it resolved.", silence_alarms},
    {"open_everything", "Opens every view, names every cause, does nothing.", open_everything},
    {"shotgun", "Presses every button, seconds apart.", shotgun},
    {"random", "Looks, says and acts at random.", random_clicks, true},
    {"talker", "Talks well, looks at nothing, calls it resolved.", talker},
    {"flip_through", "Opens every view, blames the latest release, rolls it back.", flip_through,
     false, true},
};

}  // namespace

std::span<const Bot> bots() {
  return kBots;
}

Script play_of(const Bot& bot, const CandidateView& view, std::uint64_t seed) {
  Script script = bot.play(view, seed);
  script.scenario = view.scenario;
  script.who = bot.about;
  return script;
}

Script read_everything(const CandidateView& view, std::span<const SimTime> times) {
  Script script;
  script.scenario = view.scenario;
  for (const SimTime time : times) {
    Writer writer(time);
    open_all(view, writer);
    Script part = writer.done();
    script.lines.insert(script.lines.end(), part.lines.begin(), part.lines.end());
  }
  return script;
}

}  // namespace threeam::score
