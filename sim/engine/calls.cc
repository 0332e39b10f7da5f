// Calls and their answers: what a caller sends, how long it waits, when it tries again, and what
// becomes of calls that nobody waits for any more.
#include <algorithm>

#include "sim/engine/changes.h"
#include "sim/engine/lines.h"
#include "sim/engine/rollouts.h"
#include "sim/engine/simulation.h"

namespace threeam::engine {

namespace {

constexpr std::uint64_t kJitterLuck = 0x6a6974746572;
constexpr std::uint64_t kLossLuck = 0x6c6f7373;
constexpr std::uint64_t kAnswerLuck = 0x616e73776572;

double jittered(Jitter jitter, double luck) {
  switch (jitter) {
    case Jitter::none:
      return 1;
    case Jitter::half:
      return 0.5 + 0.5 * luck;
    case Jitter::full:
      return luck;
  }
  return 1;
}

}  // namespace

// ---- asking ---------------------------------------------------------------------------------

// The call instruction: at first, and again after a backoff.
void Simulation::call_from(Index id, Visit& visit, const CallSpec& spec) {
  const Index from = model_.flows[visit.flow].region;
  call(id, visit, spec, from, spec.region == kNone ? from : spec.region);
}

void Simulation::guarded_call_from(Index id, const CallSpec& spec) {
  if (!guard_lets(id, spec)) {
    return finish(id, 503);
  }
  call_from(id, state_.visits[id], spec);
}

// Sends an attempt: all parts of a fan-out, or those of them that failed the last time.
void Simulation::call(Index caller_id, Visit& caller, const CallSpec& spec, Index from, Index to) {
  const std::uint8_t parts =
      caller.failed > 0 ? std::min(caller.failed, spec.fan_out) : spec.fan_out;
  caller.parts = parts;
  caller.failed = 0;
  caller.phase = Phase::calling;
  Way way = way_to(spec, from, to, caller.instance == kNone);
  if ((caller.marks & kTravelled) != 0) {
    way.travel = 0;
    caller.marks = static_cast<std::uint8_t>(caller.marks & ~kTravelled);
  }
  if (spec.hedge_timer != kNone) {
    wait_until(caller_id, caller, spec.hedge_timer, spec.hedge_after);
  } else {
    wait_until(caller_id, caller, spec.timer, spec.timeout);
  }
  for (std::uint8_t part = 0; part < parts; ++part) {
    send(caller_id, spec, way, part);
  }
}

// Both ways of the link are travelled on the way there, so that an answer takes no event of its
// own: the caller sees the same total. The last part may end the caller before this returns.
void Simulation::send(Index caller_id, const CallSpec& spec, const Way& way, std::uint64_t part) {
  const Index id = new_visit();
  Visit& caller = state_.visits[caller_id];
  Visit& visit = state_.visits[id];
  visit.request = caller.request;
  visit.request_class = caller.request_class;
  visit.key = derive_key(derive_key(caller.key, spec.site), caller.attempt);
  if (part > 0 || caller.repeats > 0) {
    visit.key = derive_key(derive_key(visit.key, part), caller.repeats);
  }
  visit.start = state_.now;
  visit.caller = caller_id;
  visit.sibling = caller.callee;
  caller.callee = id;
  const GroupInfo& group = model_.groups[model_.group_of(spec.component, way.to)];
  visit.flow = Model::flow_of(group, state_.instances[group.first].version, spec.operation);
  if (way.far) {
    visit.marks |= kFar;
  }
  if (caller.instance == kNone) {
    caller.flow = visit.flow;
  }
  if (traced(id)) {
    trace_->asked(id, caller_id, visit, caller.attempt, state_.now);
  }
  if (way.loss > 0 && draw(visit.key, kLossLuck) < way.loss) {
    if (traced(id)) {
      trace_->note(id, "lost on the way");
      trace_->ended(id, 0, state_.now);
    }
    leave_caller(id);
    free_visit(id);
    if (spec.timer == kNone) {
      answered(caller_id, 503, 0);
    }
    return;
  }
  if (way.travel == 0) {
    return arrive(id, visit);
  }
  visit.phase = Phase::travelling;
  schedule(state_.now + way.travel, EventKind::visit, id);
}

// No answer yet: asks a second time and waits for what is left of the timeout.
void Simulation::hedge(Index caller_id, const CallSpec& spec) {
  Visit& caller = state_.visits[caller_id];
  caller.marks |= kHedged;
  ++caller.parts;
  if (traced(caller_id)) {
    trace_->note(caller_id, "no answer yet: asked a second time");
  }
  wait_until(caller_id, caller, spec.rest_timer, spec.timeout - spec.hedge_after);
  const Index from = region_of(caller);
  send(caller_id, spec, way_to(spec, from, spec.region == kNone ? from : spec.region, false), 1);
}

// ---- answers --------------------------------------------------------------------------------

// Tells the caller, if one still waits.
void Simulation::answer(Index id, int status) {
  const Visit& visit = state_.visits[id];
  const Index caller = visit.caller;
  if (caller == kNone) {
    return;
  }
  const std::uint8_t marks = visit.marks;
  if ((marks & kFar) != 0) {
    return answer_from_afar(id, status);
  }
  leave_caller(id);
  answered(caller, status, marks);
}

// An answer that is lost on the way back leaves the caller waiting.
void Simulation::answer_from_afar(Index id, int status) {
  const Visit& visit = state_.visits[id];
  const Index caller = visit.caller;
  const std::uint8_t marks = visit.marks;
  const double loss = loss_back(model_.flows[visit.flow].region, region_of(state_.visits[caller]));
  const bool lost = draw(visit.key, kAnswerLuck) < loss;
  leave_caller(id);
  if (!lost) {
    return answered(caller, status, marks);
  }
  if (traced(caller)) {
    trace_->note(caller, "an answer was lost on the way back");
  }
  if (call_of(state_.visits[caller]).timer == kNone) {
    answered(caller, 503, 0);
  }
}

inline void Simulation::resume(Index caller_id) {
  Visit& caller = state_.visits[caller_id];
  caller.attempt = 0;
  ++caller.pc;
  take_turn(caller_id);
}

// The attempt is over: the caller goes on, or what has failed or is guarded is judged.
inline void Simulation::call_ended(Index caller_id, const CallSpec& spec, int status) {
  Visit& caller = state_.visits[caller_id];
  caller.phase = Phase::running;
  caller.parts = 0;
  caller.marks = static_cast<std::uint8_t>(caller.marks & ~kHedged);
  if (spec.guard != kNone || caller.failed > 0) {
    return judge_call(caller_id, spec, status);
  }
  resume(caller_id);
}

// One part of a call has its answer. Mostly it is the only one, and good.
void Simulation::answered(Index caller_id, int status, std::uint8_t marks) {
  Visit& caller = state_.visits[caller_id];
  if (caller.instance == kNone) {
    leave_timer(caller);
    caller.parts = 0;
    caller.marks |= marks & kUnresolved;
    return client_answered(caller_id, status, false);
  }
  const CallSpec& spec = model_.calls[model_.code[caller.pc].arg];
  if (tape_ != nullptr) {
    tape_->called(spec.edge, model_.flows[caller.flow].region, status >= 400, 1);
  }
  --caller.parts;
  if (status >= 300 || spec.fan_out > 1 || caller.callee != kNone) {
    return part_answered(caller_id, spec, status, marks);
  }
  leave_timer(caller);
  caller.failed = 0;
  caller.marks |= marks & kMisread;
  call_ended(caller_id, spec, status);
}

// A hedged call is over with the first good answer, a fan-out with the last.
void Simulation::part_answered(Index caller_id, const CallSpec& spec, int status,
                               std::uint8_t marks) {
  Visit& caller = state_.visits[caller_id];
  if (status >= 400) {
    note_failure(caller, 1, status);
    if (caller.parts > 0) {
      return;
    }
  } else {
    if (status >= 300) {  // a redirect is the caller's answer too, unless it replies by itself
      caller.status = static_cast<std::uint16_t>(status);
      caller.marks |= marks & kUnresolved;
    }
    caller.marks |= marks & kMisread;
    if (spec.fan_out == 1) {
      caller.failed = 0;
      give_up(caller_id);
    } else if (caller.parts > 0) {
      return;
    }
  }
  leave_timer(state_.visits[caller_id]);
  call_ended(caller_id, spec, status);
}

// Of the parts of an attempt, the worst answer counts.
void Simulation::note_failure(Visit& caller, std::uint8_t parts, int status) {
  if (caller.failed == 0 || model_.statuses[caller.pool] < status) {
    caller.pool = static_cast<std::uint8_t>(model_.status_index(status));
  }
  caller.failed = static_cast<std::uint8_t>(caller.failed + parts);
}

// The caller goes on, tries again, or fails with the same status.
void Simulation::judge_call(Index caller_id, const CallSpec& spec, int status) {
  const Visit& caller = state_.visits[caller_id];
  const bool failed = caller.failed > 0;
  if (failed) {
    status = model_.statuses[caller.pool];
  }
  if (spec.guard != kNone) {
    guard_learns(caller_id, spec, status);
  }
  if (!failed) {
    return resume(caller_id);
  }
  const bool on_list = ((spec.retry_on >> caller.pool) & 1) != 0;
  if (!on_list || caller.attempt >= spec.retries ||
      (spec.budget > 0 && !budget_lets(caller_id, spec))) {
    return finish(caller_id, status);
  }
  back_off(caller_id, spec);
}

// Doubles at each attempt, times the jitter.
void Simulation::back_off(Index id, const CallSpec& spec) {
  Visit& visit = state_.visits[id];
  const std::uint64_t key =
      derive_key(derive_key(visit.key, spec.site), kJitterLuck + visit.repeats);
  const double wait = static_cast<double>(spec.backoff) * static_cast<double>(1U << visit.attempt) *
                      jittered(spec.jitter, draw(key, visit.attempt));
  ++visit.attempt;
  visit.phase = Phase::backing_off;
  schedule(state_.now + static_cast<Duration>(wait), EventKind::visit, id);
}

// ---- giving up ------------------------------------------------------------------------------

// The visit waits no longer for a token, or for an answer.
void Simulation::timed_out(Index id) {
  stop_waiting(id);
  Visit& visit = state_.visits[id];
  if (visit.phase == Phase::pool_waiting) {
    if (traced(id)) {
      trace_->pool_waited(id, state_.now - visit.since);
      trace_->note(id, "no token of the pool in time");
    }
    visit.phase = Phase::running;
    return finish(id, 503);
  }
  const CallSpec& spec = call_of(visit);
  if (spec.hedge_timer != kNone && (visit.marks & kHedged) == 0) {
    return hedge(id, spec);
  }
  if (traced(id)) {
    trace_->note(id, "no answer in time");
  }
  give_up(id);
  if (state_.visits[id].instance == kNone) {
    state_.visits[id].parts = 0;
    return client_answered(id, 504, true);
  }
  if (tape_ != nullptr) {
    tape_->called(spec.edge, region_of(state_.visits[id]), true, state_.visits[id].parts);
  }
  note_failure(state_.visits[id], state_.visits[id].parts, 504);
  call_ended(id, spec, 504);
}

// Nobody waits for the visit's callees any more: they go on as zombies, or end.
void Simulation::give_up(Index caller_id) {
  while (state_.visits[caller_id].callee != kNone) {
    const Index id = state_.visits[caller_id].callee;
    leave_caller(id);
    if (call_of(state_.visits[caller_id]).cancels) {
      cancel(id);
    } else if (traced(id)) {
      trace_->abandoned(id);
    }
  }
}

// Ends a visit that nobody waits for, wherever it is, and what it has asked for in turn.
void Simulation::cancel(Index id) {
  const Phase phase = state_.visits[id].phase;
  const Index instance = state_.visits[id].instance;
  if (instance != kNone) {
    release_pools(id);
  }
  cut_off(id, kCancelled, "cancelled: the caller waits no longer");
  if (phase == Phase::queued) {
    ++state_.instances[instance].lost;
    if_idle(instance);
  } else if (instance != kNone) {
    leave_worker(instance);
  }
}

// Ends a visit from outside. Its place at the instance and in pools is the caller's to clear.
void Simulation::cut_off(Index id, int status, const char* why) {
  const Phase phase = state_.visits[id].phase;
  stop_waiting(id);
  if ((state_.visits[id].marks & kFetches) != 0) {
    drop_fetches(id);
  }
  if (phase == Phase::calling) {
    give_up(id);
  }
  if (state_.visits[id].message != kNone) {
    give_back(state_.visits[id].message);
    state_.visits[id].message = kNone;
  }
  const Visit& visit = state_.visits[id];
  if ((visit.marks & kProbe) != 0) {
    guard_forgets(visit);
  }
  if (tape_ != nullptr && visit.instance != kNone) {
    tape_->answered(visit.flow, model_.status_index(status), state_.now - visit.start);
  }
  if (traced(id)) {
    trace_->note(id, why);
    trace_->ended(id, status, state_.now);
  }
  answer(id, status);
  // An event in the heap, or its turn to be interpreted, still names it.
  if (phase == Phase::working || phase == Phase::backing_off || phase == Phase::travelling ||
      phase == Phase::running) {
    Visit& ended = state_.visits[id];
    ended.phase = Phase::ended;
    ended.instance = kNone;
    ended.pools = 0;
  } else {
    free_visit(id);
  }
}

}  // namespace threeam::engine
