#include "sim/engine/recorder.h"

#include <fmt/format.h>

#include "sim/base/hash.h"
#include "sim/engine/log_text.h"
#include "sim/engine/tape.h"

namespace threeam::engine {

Recorder::Recorder(const Model& model) : columns_(std::make_unique<Columns>(model)) {}
Recorder::~Recorder() = default;
Recorder::Recorder(const Recorder& other) : columns_(std::make_unique<Columns>(*other.columns_)) {}
Recorder::Recorder(Recorder&&) noexcept = default;
Recorder& Recorder::operator=(Recorder&&) noexcept = default;

SimTime Recorder::first_sample() const {
  return columns_->first_sample();
}
std::size_t Recorder::samples() const {
  return columns_->samples();
}
std::span<const SeriesKey> Recorder::series() const {
  return columns_->series();
}

double Recorder::value(std::size_t series, std::size_t sample) const {
  return columns_->value(series, sample);
}

void Recorder::buckets(std::size_t series, std::size_t sample,
                       std::array<std::uint32_t, kLatencyBuckets>& out) const {
  columns_->buckets(series, sample, out);
}

double Recorder::sum_seconds(std::size_t series, std::size_t sample) const {
  return columns_->sum_seconds(series, sample);
}

std::span<const RecordedSeries> Recorder::recorded_series() const {
  return columns_->model().scenario.recorded;
}
double Recorder::recorded_value(std::size_t series, std::size_t line, std::size_t sample) const {
  return columns_->recorded_value(series, line, sample);
}

bool Recorder::masked() const {
  return columns_->masked();
}
std::size_t Recorder::source(std::size_t series, std::size_t sample) const {
  return columns_->source(series, sample);
}
double Recorder::measured(std::size_t series, std::size_t sample) const {
  return columns_->measured(series, sample);
}
void Recorder::measured_buckets(std::size_t series, std::size_t sample,
                                std::array<std::uint32_t, kLatencyBuckets>& out) const {
  out.fill(0);
  columns_->add_buckets(series, sample, out);
}
double Recorder::measured_sum_seconds(std::size_t series, std::size_t sample) const {
  return columns_->measured_sum_seconds(series, sample);
}

std::array<std::string, 4> Recorder::flow_labels(std::uint16_t flow) const {
  const Model& model = columns_->model();
  const Flow& of = model.flows[flow];
  const ComponentInfo& info = model.components[of.component];
  return {std::string(model.component_name(of.component)), info.operation_routes[of.operation],
          std::string(model.region_name(of.region)), info.version_names[of.version]};
}

std::span<const Exemplar> Recorder::exemplars() const {
  return columns_->exemplars();
}
std::span<const LogLine> Recorder::log_lines() const {
  return columns_->lines();
}
std::uint64_t Recorder::lines_dropped() const {
  return columns_->lines_dropped();
}

std::string Recorder::text(const LogLine& line) const {
  return log_text(columns_->model(), line);
}

std::uint64_t Recorder::hash() const {
  return columns_->hash();
}
std::size_t Recorder::bytes() const {
  return columns_->bytes();
}

}  // namespace threeam::engine
