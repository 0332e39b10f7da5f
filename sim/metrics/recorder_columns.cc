// Everything of this room that touches an engine::Recorder, each a call of what reads Columns.
#include "sim/metrics/alerts.h"
#include "sim/metrics/columns.h"
#include "sim/metrics/exposition.h"
#include "sim/metrics/query.h"

namespace threeam::metrics {

SimTime RecorderColumns::first_sample() const {
  return recorder_.first_sample();
}

std::size_t RecorderColumns::samples() const {
  return recorder_.samples();
}

std::span<const engine::SeriesKey> RecorderColumns::series() const {
  return recorder_.series();
}

double RecorderColumns::value(std::size_t series, std::size_t sample) const {
  return recorder_.value(series, sample);
}

void RecorderColumns::buckets(std::size_t series, std::size_t sample, Buckets& out) const {
  recorder_.buckets(series, sample, out);
}

double RecorderColumns::sum_seconds(std::size_t series, std::size_t sample) const {
  return recorder_.sum_seconds(series, sample);
}

std::size_t RecorderColumns::source(std::size_t series, std::size_t sample) const {
  return recorder_.masked() ? recorder_.source(series, sample) : sample;
}

std::span<const RecordedSeries> RecorderColumns::recorded_series() const {
  return recorder_.recorded_series();
}

double RecorderColumns::recorded_value(std::size_t series, std::size_t line,
                                       std::size_t sample) const {
  return recorder_.recorded_value(series, line, sample);
}

const Columns& RecorderColumns::measured() const {
  return measured_;
}

SimTime MeasuredColumns::first_sample() const {
  return recorder_.first_sample();
}

std::size_t MeasuredColumns::samples() const {
  return recorder_.samples();
}

std::span<const engine::SeriesKey> MeasuredColumns::series() const {
  return recorder_.series();
}

double MeasuredColumns::value(std::size_t series, std::size_t sample) const {
  return recorder_.measured(series, sample);
}

void MeasuredColumns::buckets(std::size_t series, std::size_t sample, Buckets& out) const {
  recorder_.measured_buckets(series, sample, out);
}

double MeasuredColumns::sum_seconds(std::size_t series, std::size_t sample) const {
  return recorder_.measured_sum_seconds(series, sample);
}

Result<QueryResult> query(const engine::Recorder& recorder, const Query& query) {
  return metrics::query(RecorderColumns(recorder), query);
}

double value_at(const engine::Recorder& recorder, std::string_view metric, const Labels& where,
                SimTime time, Duration window) {
  return value_at(RecorderColumns(recorder), metric, where, time, window);
}

std::vector<AlertState> alerts_at(const engine::Recorder& recorder, const Scenario& scenario,
                                  SimTime time) {
  return alerts_at(RecorderColumns(recorder), scenario, time);
}

std::optional<SimTime> restored_since(const engine::Recorder& recorder, const Scenario& scenario,
                                      SimTime time) {
  return restored_since(MeasuredColumns(recorder), scenario, time);
}

std::string Exposition::text(const engine::Recorder& recorder) {
  return text(RecorderColumns(recorder));
}

}  // namespace threeam::metrics
