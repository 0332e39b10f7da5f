#include "sim/score/belief.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "sim/base/math.h"

namespace threeam::score {
namespace {

double shown(double value, ReadAs scale) {
  const double finite = std::isfinite(value) ? value : 0;
  return scale == ReadAs::number ? det_log(1 + std::max(0.0, finite)) : finite;
}

double value_of(const Reading& reading, const std::string& line, std::size_t i) {
  const auto found = std::lower_bound(
      reading.lines.begin(), reading.lines.end(), line,
      [](const Reading::Line& one, const std::string& name) { return one.name < name; });
  const bool there = found != reading.lines.end() && found->name == line;
  return there && i < found->values.size() ? shown(found->values[i], reading.scale) : 0;
}

std::set<std::string> names_of(const Reading& seen, const RivalReadings& rivals) {
  std::set<std::string> names;
  const auto add = [&](const Reading& reading) {
    for (const Reading::Line& line : reading.lines) {
      names.insert(line.name);
    }
  };
  add(seen);
  for (const std::vector<Reading>& suspect : rivals) {
    std::for_each(suspect.begin(), suspect.end(), add);
  }
  return names;
}

// One line at every time: what was seen, the suspects' means, and the spread within them.
struct Track {
  std::vector<double> seen;
  std::vector<std::vector<double>> mean;  // [time][suspect]
  std::vector<double> variance;           // of a reading of one world against a mean of M
};

Track track_of(const std::string& line, const Reading& seen, const RivalReadings& rivals) {
  Track track;
  for (std::size_t i = 0; i < seen.times.size(); ++i) {
    track.seen.push_back(value_of(seen, line, i));
    std::vector<double> means;
    double squares = 0;
    double freedom = 0;
    double worlds = 1;
    for (const std::vector<Reading>& suspect : rivals) {
      double sum = 0;
      for (const Reading& world : suspect) {
        sum += value_of(world, line, i);
      }
      worlds = static_cast<double>(suspect.size());
      means.push_back(sum / worlds);
      for (const Reading& world : suspect) {
        const double off = value_of(world, line, i) - means.back();
        squares += off * off;
      }
      freedom += worlds - 1;
    }
    track.variance.push_back(freedom > 0 ? squares / freedom * (1 + 1 / worlds) : 0);
    track.mean.push_back(std::move(means));
  }
  return track;
}

// Where the line began, when it began alike in all worlds; else 0.
double base_of(const Track& track, double perception) {
  double low = track.seen.front();
  double high = low;
  double sum = 0;
  for (const double mean : track.mean.front()) {
    low = std::min(low, mean);
    high = std::max(high, mean);
    sum += mean;
  }
  const double apart = high - low;
  return apart * apart <= 4 * (perception + track.variance.front())
             ? sum / static_cast<double>(track.mean.front().size())
             : 0;
}

// Adds to each time's variance that nobody knows how large the effect of a cause is.
void blur_magnitude(Track& track, double perception) {
  const double base = base_of(track, perception);
  for (std::size_t i = 0; i < track.seen.size(); ++i) {
    double furthest = track.seen[i] > base ? track.seen[i] - base : base - track.seen[i];
    for (const double mean : track.mean[i]) {
      furthest = std::max(furthest, mean > base ? mean - base : base - mean);
    }
    track.variance[i] += kMagnitude * kMagnitude * furthest * furthest;
  }
}

// The axis that holds all of it, from 0.
double axis_of(const std::vector<Track>& tracks) {
  double low = 0;
  double high = 0;
  for (const Track& track : tracks) {
    for (std::size_t i = 0; i < track.seen.size(); ++i) {
      low = std::min(low, track.seen[i]);
      high = std::max(high, track.seen[i]);
      for (const double mean : track.mean[i]) {
        low = std::min(low, mean);
        high = std::max(high, mean);
      }
    }
  }
  return high - low;
}

// A line within a block: misfit of each suspect, and how far apart they are, summed over times.
struct Part {
  std::vector<double> nats;
  double power = 0;    // between the two furthest apart
  double squares = 0;  // of what each time adds to all pairs
  double sum = 0;
};

Part part_of(const Track& track, double perception, const std::vector<std::size_t>& times,
             std::size_t suspects) {
  Part part{std::vector<double>(suspects, 0), 0, 0, 0};
  std::vector<double> apart(suspects * suspects, 0);
  for (const std::size_t i : times) {
    const double twice = 2 * (perception + track.variance[i]);
    if (twice <= 0) {
      continue;
    }
    double here = 0;
    for (std::size_t h = 0; h < suspects; ++h) {
      const double off = track.seen[i] - track.mean[i][h];
      part.nats[h] -= off * off / twice;
      for (std::size_t k = h + 1; k < suspects; ++k) {
        const double between = track.mean[i][h] - track.mean[i][k];
        apart[h * suspects + k] += between * between / twice;
        here += between * between / twice;
      }
    }
    part.sum += here;
    part.squares += here * here;
  }
  part.power = *std::max_element(apart.begin(), apart.end());
  return part;
}

// No two further apart than kMostNats.
void limit(std::vector<double>& nats) {
  const double best = *std::max_element(nats.begin(), nats.end());
  for (double& one : nats) {
    one = std::max(one, best - kMostNats);
  }
}

// The same in all, in proportion over the blocks.
void limit(Testimony& testimony, std::size_t count) {
  std::vector<double> total(count, 0);
  for (const Testimony::Block& block : testimony.blocks) {
    for (std::size_t h = 0; h < count; ++h) {
      total[h] += block.nats[h];
    }
  }
  const auto best =
      static_cast<std::size_t>(std::max_element(total.begin(), total.end()) - total.begin());
  for (std::size_t h = 0; h < count; ++h) {
    const double behind = total[best] - total[h];
    const double share = behind > kMostNats ? kMostNats / behind : 1;
    for (Testimony::Block& block : testimony.blocks) {
      block.nats[h] = block.nats[best] - share * (block.nats[best] - block.nats[h]);
    }
  }
}

double log_ratio(Word word) {
  switch (word) {
    case Word::rules_out:
      return -det_log(20);
    case Word::against:
      return -det_log(4);
    case Word::speaks_for:
      return det_log(4);
    case Word::shows:
      return det_log(20);
  }
  return 0;
}

std::vector<double> normalised(const std::vector<double>& nats) {
  const double top = *std::max_element(nats.begin(), nats.end());
  std::vector<double> belief;
  double sum = 0;
  for (const double one : nats) {
    belief.push_back(one - top < -600 ? 0 : det_exp(one - top));
    sum += belief.back();
  }
  for (double& one : belief) {
    one /= sum;
  }
  if (belief.back() < kLeastElse) {
    const double rest = 1 - belief.back();
    for (double& one : belief) {
      one *= (1 - kLeastElse) / rest;
    }
    belief.back() = kLeastElse;
  }
  return belief;
}

}  // namespace

Testimony testimony(const Reading& seen, const RivalReadings& rivals) {
  const std::size_t suspects = rivals.size();
  Testimony said;
  if (suspects == 0 || seen.times.empty()) {
    return said;
  }
  std::vector<Track> tracks;
  for (const std::string& name : names_of(seen, rivals)) {
    tracks.push_back(track_of(name, seen, rivals));
  }
  const double noise = seen.scale == ReadAs::number ? kNumberNoise : kAxisNoise * axis_of(tracks);
  const double perception = 2 * noise * noise;
  for (Track& track : tracks) {
    blur_magnitude(track, perception);
  }
  std::map<std::int64_t, std::vector<std::size_t>> times_of;
  for (std::size_t i = 0; i < seen.times.size(); ++i) {
    const SimTime time = seen.times[i];
    times_of[(time - ((time % kBlock) + kBlock) % kBlock) / kBlock].push_back(i);
  }
  const auto points = static_cast<double>(seen.times.size());
  std::vector<double> weights;  // of lines, over the times at which they differ
  double weight_sum = 0;
  std::vector<std::size_t> all(seen.times.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i] = i;
  }
  for (const Track& track : tracks) {
    const Part part = part_of(track, perception, all, suspects);
    const double differing = part.squares > 0 ? part.sum * part.sum / part.squares : points;
    const double width = std::max(differing, kWidth * points);
    weight_sum += part.power / width;
    weights.push_back(part.power / width / width);
  }
  if (weight_sum <= 0) {
    return said;  // all suspects show the same: nothing to be learnt
  }
  for (const auto& [number, times] : times_of) {
    Testimony::Block block{number, std::vector<double>(suspects + 1, 0), 0};
    for (std::size_t line = 0; line < tracks.size(); ++line) {
      const Part part = part_of(tracks[line], perception, times, suspects);
      const double weight = weights[line] / weight_sum;
      for (std::size_t h = 0; h < suspects; ++h) {
        block.nats[h] += weight * part.nats[h];
      }
      block.power += weight * part.power;
    }
    block.nats.back() = -kElseMisfit * static_cast<double>(times.size()) / points;
    said.blocks.push_back(std::move(block));
  }
  limit(said, suspects + 1);
  return said;
}

BeliefKeeper::BeliefKeeper(const std::vector<Suspect>& suspects, int seeds)
    : suspects_(suspects), nats_(suspects.size() + 1, 0) {
  if (!suspects.empty()) {
    nats_.back() = det_log(kElsePrior / (1 - kElsePrior) * static_cast<double>(suspects.size()));
  }
  for (const Suspect& one : suspects) {
    belief_.suspects.push_back(
        {one.id, one.about, one.cause.component, one.cause.mechanism, one.is_true()});
  }
  belief_.suspects.push_back(
      {"something_else", "Something that is not on this list", "", "", false});
  belief_.seeds = seeds;
  belief_.steps.push_back({0, 0, normalised(nats_), 0, 0, "", ""});
}

void BeliefKeeper::look(std::uint64_t entry, SimTime at,
                        const std::vector<std::pair<std::string, Testimony>>& seen) {
  std::vector<double> added(nats_.size(), 0);
  for (const auto& [source, said] : seen) {
    for (const Testimony::Block& block : said.blocks) {
      Testimony::Block& held = held_[{source, block.number}];
      if (block.power <= held.power) {
        continue;
      }
      for (std::size_t h = 0; h < added.size(); ++h) {
        added[h] += block.nats[h] - (held.nats.empty() ? 0 : held.nats[h]);
      }
      held = block;
    }
  }
  limit(added);
  step(entry, at, added);
}

void BeliefKeeper::read(std::uint64_t entry, SimTime at, Statement::Of of, const std::string& name,
                        const std::string& person) {
  std::vector<double> added(nats_.size(), 0);
  bool speaks = false;
  for (std::size_t h = 0; h < suspects_.size(); ++h) {
    for (const Statement& statement : suspects_[h].statements) {
      if (statement.of == of && statement.name == name && statement.person == person) {
        added[h] += log_ratio(statement.says);
        speaks = true;
      }
    }
  }
  bool& done = read_[fmt::format("{} {} {}", static_cast<int>(of), person, name)];
  if (speaks && !done) {
    step(entry, at, added);
  }
  done = true;
}

void BeliefKeeper::step(std::uint64_t entry, SimTime at, const std::vector<double>& added) {
  const std::vector<double> before = normalised(nats_);
  for (std::size_t h = 0; h < nats_.size(); ++h) {
    nats_[h] += added[h];
  }
  const auto most = std::max_element(added.begin(), added.end());
  const auto least = std::min_element(added.begin(), added.end());
  Belief::Step step{entry, at, normalised(nats_), 0, *most - *least, "", ""};
  step.gained = entropy(before) - entropy(step.belief);
  if (step.apart > 0) {
    step.toward = belief_.suspects[static_cast<std::size_t>(most - added.begin())].id;
    step.away = belief_.suspects[static_cast<std::size_t>(least - added.begin())].id;
  }
  belief_.steps.push_back(std::move(step));
}

double entropy(const std::vector<double>& belief) {
  double sum = 0;
  for (const double one : belief) {
    sum -= one > 0 ? one * det_log(one) : 0;
  }
  return sum;
}

std::vector<double> belief_before(const Belief& belief, std::uint64_t entry, SimTime at) {
  std::vector<double> last;
  for (const Belief::Step& step : belief.steps) {
    if (step.entry < entry && step.at <= at) {
      last = step.belief;
    }
  }
  return last;
}

}  // namespace threeam::score
