// Route programs: the instructions of a visit until it has to wait or ends.
#include "sim/engine/simulation.h"

namespace threeam::engine {

namespace {

constexpr std::uint64_t kJitterLuck = 0x6a6974746572;
constexpr std::uint64_t kLossLuck = 0x6c6f7373;
constexpr std::uint64_t kErrorLuck = 0x6572726f72;

}  // namespace

// Naming a draw costs nothing, so steps that need no luck today still count theirs, and the later
// ones keep their numbers.
bool Simulation::chance(Visit& visit, double probability) {
  const std::uint32_t k = visit.draws++;
  return probability >= 1 || (probability > 0 && draw(visit.key, k) < probability);
}

// The event of a visit: what it means follows from what the visit is doing.
void Simulation::visit_event(Index id) {
  Visit& visit = state_.visits[id];
  switch (visit.phase) {
    case Phase::travelling:
      return arrive(id);
    case Phase::working:
      visit.phase = Phase::running;
      ++visit.pc;
      ready_.push_back(id);
      return;
    case Phase::backing_off:
      visit.phase = Phase::running;
      if (visit.instance == kNone) {
        return attempt(id);
      }
      ready_.push_back(id);
      return;
    default:
      THREEAM_ASSERT(visit.phase == Phase::ended);
      return free_visit(id);
  }
}

// Does it get an error instead of its first instruction?
bool Simulation::fails_at_once(const Visit& visit) const {
  const Flow& flow = model_.flows[visit.flow];
  const double errors =
      state_.error_ratio[model_.instances[visit.instance].first_operation + flow.operation];
  return errors > 0 && visit.pc == flow.program && draw(visit.key, kErrorLuck) < errors;
}

void Simulation::interpret(Index id) {
  THREEAM_ASSERT(state_.visits[id].phase == Phase::running);
  if (state_.visits[id].pc == kNone) {
    return finish(id, 404);  // this version does not have the operation
  }
  if (state_.error_ratios > 0 && fails_at_once(state_.visits[id])) {
    return finish(id, 500);
  }
  for (;;) {
    Visit& visit = state_.visits[id];
    const Instruction instruction = model_.code[visit.pc];
    switch (instruction.code) {
      case Code::use:
        return use(id, model_.uses[instruction.arg]);
      case Code::call:
        return call(id, model_.calls[instruction.arg], model_.flows[visit.flow].region, 0);
      case Code::acquire:
        if (!acquire(id, instruction.arg)) {
          return;
        }
        break;
      case Code::release:
        visit.pools = static_cast<std::uint16_t>(visit.pools & ~(1U << instruction.arg));
        release(visit.instance, instruction.arg);
        break;
      case Code::branch: {
        const BranchSpec& spec = model_.branches[instruction.arg];
        const bool holds =
            spec.flag == kNone ? chance(visit, spec.chance) : state_.flags[spec.flag] != 0;
        visit.pc = holds != spec.negate ? visit.pc + 1 : spec.otherwise;
        continue;
      }
      case Code::jump:
        visit.pc = instruction.arg;
        continue;
      case Code::reply:
        return reply(id, model_.replies[instruction.arg]);
      case Code::end:
        return finish(id, visit.status);
      default:
        if (const int status = do_at_once(id, instruction); status != 0) {
          return finish(id, status);
        }
    }
    ++state_.visits[id].pc;
  }
}

// Instructions that take no time and lead nowhere else. Returns the status that ends the visit; 0:
// it goes on.
int Simulation::do_at_once(Index id, Instruction instruction) {
  int status = 0;
  switch (instruction.code) {
    case Code::read:
      return read(id, model_.reads[instruction.arg], status) ? 0 : status;
    case Code::write:
      return write(id, model_.writes[instruction.arg]) ? 0 : 503;
    case Code::publish:
      return publish(id, model_.publishes[instruction.arg]) ? 0 : 503;
    case Code::accept_message:
      return accept(id, model_.accepts[instruction.arg], status) ? 0 : status;
    case Code::effect:
      effect(id);
      return 0;
    case Code::log:
      log(id, instruction.arg);
      return 0;
    default:
      THREEAM_ASSERT(instruction.code == Code::fail);
      return fail_by_chance(id, model_.fails[instruction.arg]);
  }
}

int Simulation::fail_by_chance(Index id, const FailSpec& spec) {
  if (!chance(state_.visits[id], spec.chance)) {
    return 0;
  }
  if (spec.log != kNone) {
    log(id, spec.log);
  }
  return spec.status;
}

void Simulation::reply(Index id, const ReplySpec& spec) {
  if (!spec.resolves) {
    state_.visits[id].marks |= kUnresolved;
  }
  if (spec.location != kNone && traced(id)) {
    trace_->note(id, "location " + model_.locations[spec.location]);
  }
  finish(id, spec.status);
}

void Simulation::use(Index id, const UseSpec& spec) {
  Visit& visit = state_.visits[id];
  const std::size_t row =
      model_.instances[visit.instance].first_operation + model_.flows[visit.flow].operation;
  const std::uint32_t k = visit.draws++;
  double length = spec.mean * state_.work_factor[row];
  if (spec.quantiles != kNone) {
    length *= model_.quantiles[spec.quantiles](draw(visit.key, k));
  }
  // The way to a call that follows at once is travelled in the same event: the worker is held
  // either way.
  if (model_.code[visit.pc + 1].code == Code::call) {
    const Index region = model_.flows[visit.flow].region;
    length += 2 * static_cast<double>(state_.latency[region * model_.regions + region]);
    visit.marks |= kTravelled;
  }
  visit.phase = Phase::working;
  // At most an hour, so that no product of factors leaves the range of time.
  const auto limit = static_cast<double>(kHour);
  schedule(state_.now + static_cast<Duration>(length < limit ? length : limit), EventKind::visit,
           id);
}

// Sends a request. Both ways of the link are travelled on the way there, so that an answer takes no
// event of its own: the caller sees the same total.
void Simulation::call(Index caller_id, const CallSpec& spec, Index region, Duration travel) {
  const Index id = new_visit();
  Visit& caller = state_.visits[caller_id];
  Visit& visit = state_.visits[id];
  visit.request = caller.request;
  visit.key = derive_key(derive_key(caller.key, spec.site), caller.attempt);
  visit.start = state_.now;
  visit.caller = caller_id;
  const Index group = model_.group_of(spec.component, region);
  visit.flow = model_.flow_of(spec.component, region,
                              state_.instances[model_.groups[group].first].version, spec.operation);
  caller.callee = id;
  caller.phase = Phase::calling;
  double loss = 0;
  if (caller.instance == kNone) {
    caller.flow = visit.flow;
  } else {
    const std::size_t link = region * model_.regions + region;
    travel = (caller.marks & kTravelled) != 0 ? 0 : 2 * state_.latency[link];
    loss = state_.loss[link];
    caller.marks = static_cast<std::uint8_t>(caller.marks & ~kTravelled);
  }
  wait_until(caller_id, spec.timer, spec.timeout);
  if (traced(id)) {
    trace_->asked(id, caller_id, visit, caller.attempt, state_.now);
  }
  if (loss > 0 && draw(visit.key, kLossLuck) < loss) {
    if (traced(id)) {
      trace_->note(id, "lost on the way");
      trace_->ended(id, 0, state_.now);
    }
    caller.callee = kNone;
    free_visit(id);
    if (spec.timer == kNone) {
      answered(caller_id, 503, 0);
    }
    return;
  }
  if (travel == 0) {
    return arrive(id);
  }
  visit.phase = Phase::travelling;
  schedule(state_.now + travel, EventKind::visit, id);
}

// The caller has an answer: it goes on, tries again, or fails with the same status.
void Simulation::answered(Index caller_id, int status, std::uint8_t marks) {
  Visit& caller = state_.visits[caller_id];
  if (caller.instance == kNone) {
    caller.marks |= marks & kUnresolved;
    return client_answered(caller_id, status, false);
  }
  const CallSpec& spec = model_.calls[model_.code[caller.pc].arg];
  if (status >= 400) {
    caller.phase = Phase::running;
    const bool on_list = ((spec.retry_on >> model_.status_index(status)) & 1) != 0;
    if (!on_list || caller.attempt >= spec.retries) {
      return finish(caller_id, status);
    }
    return back_off(caller_id, spec);
  }
  if (status >= 300) {  // a redirect is the caller's answer too, unless it replies by itself
    caller.status = static_cast<std::uint16_t>(status);
    caller.marks |= marks & kUnresolved;
  }
  caller.marks |= marks & kMisread;
  caller.attempt = 0;
  ++caller.pc;
  caller.phase = Phase::running;
  ready_.push_back(caller_id);
}

// Doubles at each attempt, times a number in [1/2, 1).
void Simulation::back_off(Index id, const CallSpec& spec) {
  Visit& visit = state_.visits[id];
  const std::uint64_t key = derive_key(derive_key(visit.key, spec.site), kJitterLuck);
  const double wait = static_cast<double>(spec.backoff) * static_cast<double>(1U << visit.attempt) *
                      (0.5 + 0.5 * draw(key, visit.attempt));
  ++visit.attempt;
  visit.phase = Phase::backing_off;
  schedule(state_.now + static_cast<Duration>(wait), EventKind::visit, id);
}

// The visit ends on its instance: gives back what it holds, answers, makes room.
void Simulation::finish(Index id, int status) {
  Visit& visit = state_.visits[id];
  const Index instance = visit.instance;
  for (Index pool = 0; visit.pools != 0; ++pool) {
    if ((visit.pools >> pool) & 1) {
      visit.pools = static_cast<std::uint16_t>(visit.pools & ~(1U << pool));
      release(instance, pool);
    }
  }
  if (tape_ != nullptr) {
    tape_->answered(visit.flow, model_.status_index(status), state_.now - visit.start);
  }
  if (traced(id)) {
    trace_->ended(id, status, state_.now);
  }
  if (visit.message != kNone) {
    settle(visit.message, status);
  }
  answer(id, status);
  free_visit(id);
  leave_worker(instance);
}

// Tells the caller, if one still waits.
void Simulation::answer(Index id, int status) {
  const Index caller = state_.visits[id].caller;
  if (caller == kNone) {
    return;
  }
  const std::uint8_t marks = state_.visits[id].marks;
  state_.visits[id].caller = kNone;
  state_.visits[caller].callee = kNone;
  stop_waiting(caller);
  answered(caller, status, marks);
}

void Simulation::log(Index id, Index log) {
  if (tape_ != nullptr) {
    tape_->line(log, state_.visits[id], state_.now, state_.seed);
  }
}

}  // namespace threeam::engine
