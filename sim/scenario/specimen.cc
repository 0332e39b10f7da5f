#include "sim/scenario/specimen.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "sim/base/text.h"
#include "sim/scenario/labels.h"
#include "sim/scenario/reader.h"
#include "sim/scenario/report.h"
#include "sim/scenario/rules.h"
#include "sim/scenario/yaml.h"

namespace threeam::scenario {
namespace {

template <class T>
const T* find_named(const std::vector<T>& items, std::string_view name) {
  const auto at =
      std::find_if(items.begin(), items.end(), [&](const T& item) { return item.name == name; });
  return at == items.end() ? nullptr : &*at;
}

void check_slug(const Specimen& specimen, std::string_view file, const Subject& subject,
                Report& report) {
  const std::string stem = std::filesystem::path(file).stem().string();
  const Place* place = subject.place("specimen");
  if (place != nullptr && specimen.slug != stem) {
    report.add(
        "id", *place,
        fmt::format("`specimen`: expected `{}`, the file's name, found `{}`", stem, specimen.slug));
  }
}

void check_windows(const Specimen& specimen, const Subject& subject, Report& report) {
  const Scenario& world = specimen.world;
  for (const SignatureWindow& window : specimen.windows) {
    const Place* place = subject.place("windows/" + window.name);
    const bool read = subject.place(fmt::format("windows/{}/from", window.name)) != nullptr &&
                      subject.place(fmt::format("windows/{}/to", window.name)) != nullptr;
    if (place == nullptr || !read) {
      continue;
    }
    if (window.from >= window.to || window.from < -world.past || window.to > world.length) {
      report.add("window", *place,
                 fmt::format("`{}` goes from {} to {}; expected a stretch of {} to {}, the run",
                             window.name, format_duration(window.from), format_duration(window.to),
                             format_duration(-world.past), format_duration(world.length)));
    } else if (window.from % kSampleInterval != 0 || window.to % kSampleInterval != 0) {
      report.add("window", *place,
                 fmt::format("`{}` goes from {} to {}; expected multiples of {}, the samples",
                             window.name, format_duration(window.from), format_duration(window.to),
                             format_duration(kSampleInterval)));
    }
  }
}

void check_acts(const Specimen& specimen, const Subject& subject, Report& report) {
  for (std::size_t i = 0; i < specimen.acts.size(); ++i) {
    const Place* at = subject.place(fmt::format("acts/{}/at", i));
    if (at != nullptr && specimen.acts[i].at > specimen.world.length) {
      report.add(
          "impossible-time", *at,
          fmt::format("{} is after the run's end at {}", format_duration(specimen.acts[i].at),
                      format_duration(specimen.world.length)));
    } else if (at != nullptr && i > 0 && specimen.acts[i].at < specimen.acts[i - 1].at) {
      report.add("impossible-time", *at, "earlier than the act before; acts are in time order");
    }
  }
}

// "" when both names are there.
std::string unknown_name(const Specimen& specimen, const Term& term, const Names& names) {
  if (term.window.empty()) {
    return "";
  }
  if (find_series(specimen, term.series) == nullptr) {
    return fmt::format("`{}` is not a series{}", term.series,
                       did_you_mean(term.series, names.of(Kind::series, "")));
  }
  if (find_window(specimen, term.window) == nullptr) {
    return fmt::format("`{}` is not a window{}", term.window,
                       did_you_mean(term.window, names.of(Kind::window, "")));
  }
  return "";
}

void parse_claims(Specimen& specimen, const Subject& subject, Report& report) {
  bool any = false;
  for (SignatureSeries& series : specimen.signature) {
    for (std::size_t i = 0; i < series.shows.size(); ++i) {
      any = true;
      const Place* place = subject.place(fmt::format("signature/{}/shows/{}", series.name, i));
      auto claim = parse_claim(series.shows[i], series.name);
      std::string wrong = claim ? "" : claim.error().message;
      for (const Term* term : {claim ? &claim->left : nullptr, claim ? &claim->right : nullptr}) {
        if (term != nullptr && wrong.empty()) {
          wrong = unknown_name(specimen, *term, subject.names);
        }
      }
      if (place != nullptr && !wrong.empty()) {
        report.add("claim", *place, fmt::format("`{}`: {}", series.shows[i], wrong));
      } else if (claim) {
        series.claims.push_back(std::move(*claim));
      }
    }
  }
  if (const Place* place = subject.place("signature"); place != nullptr && !any) {
    report.add("claim", *place, "nothing is claimed; expected at least one series that `shows`");
  }
}

void check_all(Specimen& specimen, std::string_view file, const Subject& subject, Report& report) {
  check_slug(specimen, file, subject, report);
  check_windows(specimen, subject, report);
  check_acts(specimen, subject, report);
  for (const SignatureSeries& series : specimen.signature) {
    const std::string path = "signature/" + series.name;
    check_labels(series.metric, series.where, {}, path, subject, report);
    if (const Place* place = subject.place(path + "/where");
        place != nullptr && !series.harm.empty()) {
      report.add("label", *place, "harm has no labels");
    }
  }
  parse_claims(specimen, subject, report);
  for (const Rule& rule : rules()) {
    if (rule.check != nullptr && rule.of == Rule::Of::world) {
      rule.check(subject, report);
    }
  }
}

}  // namespace

const SignatureWindow* find_window(const Specimen& specimen, std::string_view name) {
  return find_named(specimen.windows, name);
}

const SignatureSeries* find_series(const Specimen& specimen, std::string_view name) {
  return find_named(specimen.signature, name);
}

bool LoadedSpecimen::ok() const {
  return std::all_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& d) { return d.warning; });
}

LoadedSpecimen load_specimen(std::string_view yaml, std::string_view file) {
  Report report;
  Names names;
  Places places;
  const std::map<std::string, std::string> no_files;
  Reading reading{report, names, places, no_files, "", {}, std::string(file)};
  const Document document = parse_yaml(yaml);
  for (const Refusal& refusal : document.refusals) {
    report.add(refusal.rule, {reading.file, refusal.mark}, refusal.message);
  }
  LoadedSpecimen loaded;
  if (document.readable) {
    Specimen& specimen = loaded.specimen;
    Reader::read_mapping(reading, document.root, "a specimen", "",
                         [&](Fields& in) { read_specimen(in, specimen); });
    specimen.world.id = specimen.slug;
    names.report_dangling(report);
    names.report_unused(report);
    check_all(specimen, file, {specimen.world, names, places}, report);
  }
  loaded.diagnostics = report.take();
  return loaded;
}

Result<Specimen> load_specimen_or_error(const std::string& path) {
  auto text = read_text_file(path);
  if (!text) {
    return tl::unexpected(text.error());
  }
  LoadedSpecimen loaded = load_specimen(*text, path);
  return no_errors(loaded.diagnostics).map([&] { return std::move(loaded.specimen); });
}

}  // namespace threeam::scenario
