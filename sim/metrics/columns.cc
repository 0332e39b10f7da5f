#include "sim/metrics/columns.h"

#include <algorithm>

#include "sim/base/assert.h"

namespace threeam::metrics {

const SeriesInfo& series_info(SeriesId id) {
  const SeriesInfo& info = series_catalogue()[static_cast<std::size_t>(id)];
  THREEAM_ASSERT(info.id == id);
  return info;
}

int label_index(const SeriesInfo& info, std::string_view label) {
  for (std::size_t i = 0; i < info.labels.size(); ++i) {
    if (info.labels[i] == label) {
      return static_cast<int>(i);
    }
  }
  return -1;
}

bool matches(const engine::SeriesKey& key, const Labels& where) {
  const SeriesInfo& info = series_info(key.id);
  for (const auto& [label, value] : where) {
    const int index = label_index(info, label);
    if (index < 0 || key.labels[static_cast<std::size_t>(index)] != value) {
      return false;
    }
  }
  return true;
}

bool is_born(const Columns& columns, std::size_t series, std::size_t last) {
  const SeriesInfo& info = series_info(columns.series()[series].id);
  const auto has = [&](std::string_view label) { return label_index(info, label) >= 0; };
  return !(has("version") || has("code") || has("to_component")) || columns.occurs(series, last);
}

bool Columns::occurs(std::size_t series, std::size_t last) const {
  const bool histogram = series_info(this->series()[series].id).kind == SeriesKind::histogram;
  Buckets counts{};
  for (std::size_t sample = 0; sample <= last && sample < samples(); ++sample) {
    if (!histogram) {
      const double one = value(series, sample);
      if (one > 0 || one < 0) {  // a gap is neither
        return true;
      }
      continue;
    }
    buckets(series, sample, counts);
    if (std::any_of(counts.begin(), counts.end(), [](std::uint32_t count) { return count != 0; })) {
      return true;
    }
  }
  return false;
}

}  // namespace threeam::metrics
