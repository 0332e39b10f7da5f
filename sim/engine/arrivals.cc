// Clients: when they come, how often they try, what they make of an answer.
//
// A stream is a Poisson process at its envelope rate, thinned to the rate of the moment (Lewis and
// Shedler 1979). Candidate i of a minute is named by (stream, minute, i), so a request is the same
// request in every fork, whatever was decided before it came.
#include "sim/base/math.h"
#include "sim/engine/simulation.h"

namespace threeam::engine {

namespace {

constexpr std::uint64_t kResolverLuck = 0x646e73;         // names what a client's resolver knows
constexpr std::uint64_t kAttemptLuck = 0x617474656d7074;  // names a client's draws

std::uint64_t minute_key(const StreamInfo& stream, std::int64_t minute) {
  return derive_key(stream.key, static_cast<std::uint64_t>(minute));
}

const char* unresolved_note(int status) {
  return status == 0 ? "cannot resolve the name of the service"
                     : "cannot resolve the host of the redirect";
}

}  // namespace

// Draws the gap to the next candidate; past the minute's end, the next minute begins afresh.
void Simulation::schedule_arrival(Index stream) {
  const StreamInfo& info = model_.streams[stream];
  StreamState& state = state_.streams[stream];
  SimTime from = state_.now;
  for (;;) {
    const auto luck = philox(state_.seed, minute_key(info, state.minute), state.index);
    const double gap = -det_log(uniform(luck[0])) / info.envelope * static_cast<double>(kSecond);
    const SimTime end = (state.minute + 1) * kMinute;
    if (gap < static_cast<double>(end - from)) {
      state.mark = uniform(luck[1]);
      schedule(from + static_cast<Duration>(gap), EventKind::arrival, stream);
      return;
    }
    ++state.minute;
    state.index = 0;
    from = end;
  }
}

// Share of the envelope that is real traffic now.
double Simulation::acceptance(Index stream) const {
  const StreamInfo& info = model_.streams[stream];
  const Traffic& traffic = model_.scenario.traffic[info.traffic];
  double rate = info.rate * state_.streams[stream].factor;
  if (traffic.daily_amplitude > 0) {
    const SimTime clock = model_.scenario.page_clock_s * kSecond + state_.now;
    const double turn = static_cast<double>(clock - traffic.daily_peak + 6 * kHour) /
                        static_cast<double>(24 * kHour);
    rate *= 1 + traffic.daily_amplitude * det_sin_turn(turn);
  }
  return rate / info.envelope;
}

void Simulation::arrive_client(Index stream) {
  StreamState& state = state_.streams[stream];
  if (state.mark < acceptance(stream)) {
    const StreamInfo& info = model_.streams[stream];
    const Index client = new_visit();
    Visit& visit = state_.visits[client];
    visit.request = derive_key(minute_key(info, state.minute), state.index);
    visit.key = key_of(visit.request);
    visit.start = state_.now;
    visit.pc = stream;
    visit.request_class = model_.class_of_traffic[info.traffic];
    ++state_.requests;
    if (traced(client)) {
      trace_->client(client, info, state_.now);
    }
    attempt(client);
  }
  ++state.index;
  schedule_arrival(stream);
}

// One try: turned away at the door, or sent to the region that serves it now.
void Simulation::attempt(Index client) {
  Visit& visit = state_.visits[client];
  const StreamInfo& info = model_.streams[visit.pc];
  const CallSpec& spec = model_.calls[model_.traffic[info.traffic].call];
  Index region = info.region;
  if (!state_.unresolved.empty() && fails_to_resolve(client)) {
    return;
  }
  const double shed = state_.shed[info.traffic];
  const double drained = state_.drained[region];
  if (shed > 0 || drained > 0) {
    const auto luck = philox(state_.seed, derive_key(visit.request, kAttemptLuck), visit.attempt);
    if (uniform(luck[0]) < drained) {
      region = state_.drained_to[region];
    }
    if (uniform(luck[1]) < shed) {
      const Index group = model_.group_of(spec.component, region);
      const Index version = state_.instances[model_.groups[group].first].version;
      visit.flow = model_.flow_of(spec.component, region, version, spec.operation);
      if (tape_ != nullptr) {
        tape_->answered(visit.flow, model_.status_index(429), 0);
      }
      return client_answered(client, 429, false);
    }
  }
  call(client, visit, spec, info.region, region);
}

// A client that finds no address asks nobody; its resolver knows no better at the next attempt.
bool Simulation::fails_to_resolve(Index client) {
  Visit& visit = state_.visits[client];
  if (luck_of_request(visit.request, kResolverLuck) >= state_.unresolved[visit.pc]) {
    return false;
  }
  const StreamInfo& info = model_.streams[visit.pc];
  const CallSpec& spec = model_.calls[model_.traffic[info.traffic].call];
  const Index group = model_.group_of(spec.component, info.region);
  const Index version = state_.instances[model_.groups[group].first].version;
  visit.flow = model_.flow_of(spec.component, info.region, version, spec.operation);
  visit.marks |= kUnresolved;
  client_answered(client, 0, false);
  return true;
}

void Simulation::client_answered(Index client, int status, bool timed_out) {
  Visit& visit = state_.visits[client];
  const CallSpec& spec = model_.calls[model_.traffic[model_.streams[visit.pc].traffic].call];
  const bool try_again =
      timed_out || status >= 500 || status == 429 || (visit.marks & kUnresolved) != 0;
  if (!try_again || visit.attempt >= spec.retries) {
    return end_client(client, status, timed_out);
  }
  if (traced(client) && (visit.marks & kUnresolved) != 0) {
    trace_->note(client, unresolved_note(status));
  }
  visit.marks = 0;
  back_off(client, spec);
}

void Simulation::end_client(Index client, int status, bool timed_out) {
  const Visit& visit = state_.visits[client];
  const StreamInfo& stream = model_.streams[visit.pc];
  const TrafficInfo& traffic = model_.traffic[stream.traffic];
  const bool unresolved = (visit.marks & kUnresolved) != 0;
  const bool no_handshake = (visit.marks & kNoHandshake) != 0;
  const bool failed = timed_out || status >= 400 || unresolved;
  const Duration duration = state_.now - visit.start;
  if (in_window() && traffic.user_facing) {
    state_.harm.user_requests += 1;
    state_.harm.failed_requests += failed ? 1 : 0;
    state_.harm.late_requests +=
        !failed && traffic.slo_latency > 0 && duration > traffic.slo_latency ? 1 : 0;
  }
  if (tape_ != nullptr) {
    const ClientEnd end = timed_out      ? ClientEnd::timeout
                          : unresolved   ? ClientEnd::dns
                          : no_handshake ? ClientEnd::tls
                          : failed       ? ClientEnd::status
                                         : ClientEnd::ok;
    tape_->client_ended(visit.pc, end, end == ClientEnd::status ? model_.status_index(status) : 0);
    tape_->offer({visit.request, visit.start, duration, static_cast<std::uint16_t>(visit.flow),
                  static_cast<std::uint16_t>(status), failed});
  }
  if (traced(client)) {
    if (unresolved) {
      trace_->note(client, unresolved_note(status));
    }
    trace_->ended(client, status, state_.now);
  }
  ++state_.requests_ended;
  free_visit(client);
}

}  // namespace threeam::engine
