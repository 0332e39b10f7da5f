// Panel queries over a recorder's columns. Rates and quantiles are Prometheus': counters' increase
// over the window divided by the window, histogram_quantile's linear interpolation inside a bucket
// (prometheus/promql/quantile.go bucketQuantile), so a scrape of the round agrees with the
// dashboard.
#pragma once

#include <string_view>

#include "sim/base/result.h"
#include "sim/engine/recorder.h"
#include "sim/metrics/columns.h"
#include "sim/model/query.h"

namespace threeam::metrics {

// Points at from, from + step, ... up to to; each is taken from the last sample at or before it.
// Points whose window is not recorded in full are NaN, as are ratios and quantiles of nothing.
// Split by labels, a series is left out while nothing has ever happened in it (is_born): no label
// tells of a version before it runs. A recorded series answers with all its lines (Scenario::
// recorded). Errors: unknown metric or label, from > to, a step off the 5 s
// grid, more than 2,000 points or 100 series.
Result<QueryResult> query(const engine::Recorder& recorder, const Query& query);
Result<QueryResult> query(const Columns& columns, const Query& query);

// Value now over the last `window` (60 s when 0) of a metric with a filter; NaN when there is none.
double value_at(const engine::Recorder& recorder, std::string_view metric, const Labels& where,
                SimTime time, Duration window = 0);
double value_at(const Columns& columns, std::string_view metric, const Labels& where, SimTime time,
                Duration window = 0);

}  // namespace threeam::metrics
