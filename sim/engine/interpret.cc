// Route programs: the instructions of a visit until it has to wait or ends.
#include "sim/engine/simulation.h"

namespace threeam::engine {

namespace {

constexpr std::uint64_t kErrorLuck = 0x6572726f72;

}  // namespace

// Naming a draw costs nothing, so steps that need no luck today still count theirs, and the later
// ones keep their numbers.
bool Simulation::chance(Visit& visit, double probability) {
  const std::uint32_t k = visit.draws++;
  return probability >= 1 || (probability > 0 && draw(visit.key, k) < probability);
}

// Does it get an error instead of its first instruction?
bool Simulation::fails_at_once(const Visit& visit) const {
  const Flow& flow = model_.flows[visit.flow];
  const double errors =
      state_.error_ratio[model_.instances[visit.instance].first_operation + flow.operation];
  return errors > 0 && visit.pc == flow.program && draw(visit.key, kErrorLuck) < errors;
}

// From the instruction at hand.
inline void Simulation::go_on(Index id, Visit& visit) {
  const Instruction instruction = model_.code[visit.pc];
  if (instruction.code > Code::end) {
    return pass(id, instruction);
  }
  switch (instruction.code) {
    case Code::use:
      return use(id, visit, model_.uses[instruction.arg]);
    case Code::call: {
      const CallSpec& spec = model_.calls[instruction.arg];
      return spec.guard == kNone ? call_from(id, visit, spec) : guarded_call_from(id, spec);
    }
    case Code::reply:
      return reply(id, model_.replies[instruction.arg]);
    default:
      return finish(id, visit.status);
  }
}

// What became able to go on, unless it has been cut off since or comes to nothing.
void Simulation::interpret(Index id, Visit& visit) {
  if (visit.phase == Phase::running && visit.pc != kNone && state_.error_ratios == 0) {
    return go_on(id, visit);
  }
  if (visit.phase != Phase::running) {
    THREEAM_ASSERT(visit.phase == Phase::ended);
    return free_visit(id);
  }
  if (visit.pc == kNone) {
    return finish(id, 404);  // this version does not have the operation
  }
  if (fails_at_once(visit)) {
    return finish(id, 500);
  }
  go_on(id, visit);
}

// The event of a visit: what it means follows from what the visit is doing.
void Simulation::visit_event(Index id) {
  Visit& visit = state_.visits[id];
  switch (visit.phase) {
    case Phase::working:
      visit.phase = Phase::running;
      ++visit.pc;
      return go_on(id, visit);
    case Phase::travelling:
      return arrive(id, visit);
    case Phase::backing_off:
      visit.phase = Phase::running;
      if (visit.instance == kNone) {
        return attempt(id);
      }
      return interpret(id, visit);
    default:
      THREEAM_ASSERT(visit.phase == Phase::ended);
      return free_visit(id);
  }
}

// Through instructions that take no time.
void Simulation::pass(Index id, Instruction instruction) {
  do {
    if (!passes(id, instruction)) {
      return;
    }
    instruction = model_.code[state_.visits[id].pc];
  } while (instruction.code > Code::end);
  go_on(id, state_.visits[id]);
}

// False: the visit has to wait, or has ended.
bool Simulation::passes(Index id, Instruction instruction) {
  Visit& visit = state_.visits[id];
  switch (instruction.code) {
    case Code::acquire:
      if (!acquire(id, instruction.arg)) {
        return false;
      }
      break;
    case Code::release:
      visit.pools = static_cast<std::uint16_t>(visit.pools & ~(1U << instruction.arg));
      release(visit.instance, instruction.arg);
      break;
    case Code::leak:
      release_or_leak(id, model_.leaks[instruction.arg]);
      break;
    case Code::branch: {
      const BranchSpec& spec = model_.branches[instruction.arg];
      const bool holds = spec.flag == kNone ? chance(visit, spec.chance) : sees_flag(visit, spec);
      visit.pc = holds != spec.negate ? visit.pc + 1 : spec.otherwise;
      return true;
    }
    case Code::repeat: {
      const RepeatSpec& spec = model_.repeats[instruction.arg];
      visit.repeats = chance(visit, spec.chance) ? spec.times : std::uint16_t{1};
      break;
    }
    case Code::again:
      visit.pc = --visit.repeats > 0 ? model_.repeats[instruction.arg].begin : visit.pc + 1;
      return true;
    case Code::jump:
      visit.pc = instruction.arg;
      return true;
    case Code::lookup:
      return lookup(id, model_.lookups[instruction.arg]);
    default:
      if (const int status = do_at_once(id, instruction); status != 0) {
        finish(id, status);
        return false;
      }
  }
  ++state_.visits[id].pc;
  return true;
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
    case Code::move:
      return move_stock(id, model_.moves[instruction.arg]);
    case Code::store:
      store(id, model_.lookups[instruction.arg]);
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

void Simulation::use(Index id, Visit& visit, const UseSpec& spec) {
  const std::size_t row =
      model_.instances[visit.instance].first_operation + model_.flows[visit.flow].operation;
  const std::uint32_t k = visit.draws++;
  double length = spec.mean * state_.work_factor[row];
  if (spec.quantiles != kNone) {
    length *= model_.quantiles[spec.quantiles](draw_word(visit.key, k));
  }
  if (spec.shared) {
    const double others = state_.instances[visit.instance].busy - 1.0;
    length *= 1 + spec.contention * others + spec.coherency * others * (others + 1);
  }
  // The way to a call that follows at once is travelled in the same event: the worker is held
  // either way.
  if (spec.call != kNone) {
    const CallSpec& call = model_.calls[spec.call];
    const Index region = model_.flows[visit.flow].region;
    const Index to = call.region == kNone ? region : call.region;
    length += static_cast<double>(way_to(call, region, to, false).travel);
    visit.marks |= kTravelled;
  }
  visit.phase = Phase::working;
  // At most an hour, so that no product of factors leaves the range of time.
  const auto limit = static_cast<double>(kHour);
  schedule(state_.now + static_cast<Duration>(length < limit ? length : limit), EventKind::visit,
           id);
}

// The visit ends on its instance: gives back what it holds, answers, makes room.
void Simulation::finish(Index id, int status) {
  if ((state_.visits[id].marks & kFetches) != 0) {
    fail_fetches(id, status);
  }
  Visit& visit = state_.visits[id];
  const Index instance = visit.instance;
  if (model_.has_health) {
    note_answer(instance, status);
  }
  if (visit.pools != 0) {
    release_pools(id);
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

void Simulation::log(Index id, Index log) {
  if (tape_ != nullptr) {
    tape_->line(log, state_.visits[id], state_.now, state_.seed);
  }
}

}  // namespace threeam::engine
