#include "sim/metrics/columns.h"

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
  if (label_index(info, "version") < 0 && label_index(info, "code") < 0) {
    return true;
  }
  Buckets buckets{};
  for (std::size_t sample = 0; sample <= last && sample < columns.samples(); ++sample) {
    if (info.kind != SeriesKind::histogram) {
      if (columns.value(series, sample) != 0) {
        return true;
      }
      continue;
    }
    columns.buckets(series, sample, buckets);
    for (const std::uint32_t count : buckets) {
      if (count != 0) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace threeam::metrics
