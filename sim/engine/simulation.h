// A world while it moves: a state, the model it obeys, and those who watch.
//
// The loop takes the earliest event, handles it, then interprets every visit that became able to go
// on, in the order in which they did. Nothing recurses over visits, so a long queue of short work
// cannot exhaust the stack.
//
//   arrivals.cc   clients: when they come, what they do with an answer
//   visits.h      what almost every event does: visits taken and put back, their turns and waits
//   station.cc    balancer, workers, timers; lanes.cc: who waits for a worker; pools.cc: tokens;
//                 health.cc: instances that the balancer avoids
//   interpret.cc  the instructions of route programs
//   calls.cc      calls and answers, retries, hedges, giving up; guards.cc: budgets and breakers
//   links.cc      the networks that calls travel
//   queues.cc     messages and their consumers
//   caches.cc     what is stored until when, who fetches it
//   autoscaler.cc how many instances are wanted; clocks.h: what they take the time to be
//   stocks.cc     what is used up and filled; crashes.cc: instances that die of it
//   data.cc       rows by format; replicas.cc: their copies
//   changes.cc    what is decided and when it takes effect; kinds in *_kinds.cc, parameters.cc;
//                 rollouts.cc
#pragma once

#include <cstdint>

#include "sim/base/random.h"
#include "sim/engine/model.h"
#include "sim/engine/state.h"
#include "sim/engine/tape.h"
#include "sim/engine/trace.h"

namespace threeam::engine {

// How a call gets to a region now.
struct Way {
  Index to = 0;
  bool far = false;     // another region than the caller's
  Duration travel = 0;  // there and back
  double loss = 0;      // of what is sent there
};

class Simulation {
 public:
  // The watchers may be null. None of them changes the state.
  Simulation(const Model& model, State& state, Tape* tape = nullptr, Trace* trace = nullptr)
      : model_(model), state_(state), tape_(tape), trace_(trace) {}

  // Fills a new state at `from` and schedules its first events; an ordinary world has no timeline.
  void start(std::uint64_t seed, SimTime from, bool ordinary);
  // Handles every event up to and including `until`.
  void run(SimTime until);
  // Takes a change on: it begins after the action's `takes`, at once for the timeline.
  void decide(Index change, std::uint64_t command);
  // Takes on a side effect of the action whose control is `cause`.
  void decide_side_effect(Index change, Index cause, Duration after);

  const Model& model() const { return model_; }
  State& state() { return state_; }

  // ---- for changes ----
  void schedule(SimTime time, EventKind kind, Index index) { state_.heap.push(time, kind, index); }
  // Cuts off all work in hand and in line; callers get 503, messages are delivered again.
  void kill_work(Index instance);
  // Gives free workers to those who wait, at an instance and from its component's queues.
  void fill_workers(Index instance);
  // Gives messages to free workers.
  void dispatch(Index queue, Index region);
  void purge(Index queue, Index region);
  void flush_cache(Index cache, Index region);
  // The instance dies; it is back after that long (0: never). Not while a visit is interpreted.
  void crash(Index instance, Duration back_after);
  // An instance that is down and in no rollout's hand becomes ready then.
  void expect_back(Index instance, SimTime time);
  // Makes an instance ready that has what it needs to run; else it is down, and tries again.
  void make_ready(Index instance);
  // Gives back what it needs to run.
  void leave_place(Index instance);
  // Adds up to `count` instances that are ready after that long, with the others' version.
  void start_instances(Index group, std::uint32_t count, Duration startup);
  // Tells the tape.
  void telemetry_changed();

  // replicas.cc; `set` is an index into Model::replicated. Requires a copy in that region.
  void promote(Index set, Index region);
  // Notes that the primary's log has grown by so many rows.
  void log_rows(Index set, double rows);
  bool reachable(Index from, Index to) const;

 private:
  // arrivals.cc
  void schedule_arrival(Index stream);
  void arrive_client(Index stream);
  void attempt(Index client);
  void client_answered(Index client, int status, bool timed_out);
  void end_client(Index client, int status, bool timed_out);
  double acceptance(Index stream) const;
  bool fails_to_resolve(Index client);

  // station.cc
  Index new_visit();
  Index add_visit();
  void take_turn(Index visit);
  void free_visit(Index visit);
  Index choose_among(Service service, Index group, const Visit& visit);
  Index random_instance(Service service, const GroupInfo& group, const Visit& visit);
  Index instance_of_key(Service service, const GroupInfo& group, const Visit& visit);
  Index idlest_instance(Service service, const GroupInfo& group, GroupState& state);
  void arrive(Index id, Visit& visit);
  void find_none_ready(Index id, Visit& visit, Index group);
  void reach(Index id, Visit& visit, Index instance);
  void queue_up(Index visit, Index instance);
  void refuse(Index visit, Index instance);
  void admit(Index id, Visit& visit, Index instance);
  bool fails_handshake(Index visit, Index instance);
  void wait_until(Index id, Visit& visit, Index timer, Duration timeout);
  void stop_waiting(Index visit);
  void leave_timer(Visit& visit);
  void arm_timer(Index timer);
  void timer_fired(Index timer);
  void leave_worker(Index instance);
  void worker_free(Index instance);
  void if_idle(Index instance);

  // pools.cc
  static constexpr std::uint32_t kAllPools = 0xffff;
  bool acquire(Index visit, Index pool);
  void release(Index instance, Index pool);
  void release_pools(Index visit, std::uint32_t which = kAllPools);
  void release_shared_pools(Index visit);
  void release_or_leak(Index visit, const LeakSpec& spec);
  void reset_pools(Index instance);

  // lanes.cc
  void start_lanes();
  Line& line_of(Index instance, const Visit& visit);
  bool join_queue(Index visit, Index instance);
  Index loses_place_to(Index visit, Index instance) const;
  void leave_queue(Index visit);
  Index next_in_queue(Index instance);
  SimTime waiting_since(Index instance) const;

  // health.cc
  void start_probes();
  void probe(Index group);
  bool answers_probe(Index instance, Duration timeout) const;
  void note_answer(Index instance, int status);
  void readmit(Index instance);
  void decide_service(Index instance);

  void handle(Event event);

  // interpret.cc
  void visit_event(Index visit);
  void interpret(Index id, Visit& visit);
  void go_on(Index id, Visit& visit);
  void pass(Index visit, Instruction instruction);
  bool passes(Index visit, Instruction instruction);
  bool fails_at_once(const Visit& visit) const;
  int do_at_once(Index visit, Instruction instruction);
  int fail_by_chance(Index visit, const FailSpec& spec);
  void reply(Index visit, const ReplySpec& spec);
  void use(Index id, Visit& visit, const UseSpec& spec);
  void finish(Index visit, int status);
  bool chance(Visit& visit, double probability);
  void log(Index visit, Index log);

  // calls.cc
  const CallSpec& call_of(const Visit& caller) const;
  Index region_of(const Visit& caller) const;
  void call_from(Index id, Visit& visit, const CallSpec& spec);
  void guarded_call_from(Index visit, const CallSpec& spec);
  void call(Index id, Visit& caller, const CallSpec& spec, Index from, Index to);
  void send(Index caller, const CallSpec& spec, const Way& way, std::uint64_t part);
  void hedge(Index caller, const CallSpec& spec);
  void answer(Index visit, int status);
  void answer_from_afar(Index visit, int status);
  void leave_caller(Index visit);
  void answered(Index caller, int status, std::uint8_t marks);
  void part_answered(Index caller, const CallSpec& spec, int status, std::uint8_t marks);
  void note_failure(Visit& caller, std::uint8_t parts, int status);
  void call_ended(Index caller, const CallSpec& spec, int status);
  void judge_call(Index caller, const CallSpec& spec, int status);
  void resume(Index caller);
  void back_off(Index visit, const CallSpec& spec);
  void timed_out(Index visit);
  void give_up(Index caller);
  void cancel(Index visit);
  void cut_off(Index visit, int status, const char* why);

  // guards.cc
  Guard& guard_of(const Visit& caller, const CallSpec& spec);
  bool guard_lets(Index visit, const CallSpec& spec);
  bool budget_lets(Index visit, const CallSpec& spec);
  void guard_learns(Index visit, const CallSpec& spec, int status);
  void guard_forgets(const Visit& caller);
  void reset_guards(Index instance);

  // links.cc
  // A client's way to its own region is not part of the system. Within a region, loss strikes a
  // call once; between regions, the answer can be lost too (loss_back).
  Way way_to(const CallSpec& spec, Index from, Index to, bool client) const {
    const std::size_t there = from * model_.regions + to;
    Way way;
    way.to = to;
    way.far = from != to;
    if (client && !way.far) {
      return way;
    }
    way.travel = state_.latency[there] + state_.latency[to * model_.regions + from];
    way.loss = state_.loss[there];
    return spec.link == kNone ? way : way_between(spec, there, way);
  }
  Way way_between(const CallSpec& spec, std::size_t there, Way way) const;
  double loss_back(Index from, Index to) const;

  // queues.cc
  bool publish(Index visit, const PublishSpec& spec);
  void take_message(Index instance, Index queue_state);
  void settle(Index message, int status);
  void give_back(Index message);
  void redeliver(Index queue_state);
  void free_message(Index message);
  void arm_redelivery(Index queue_state);

  // caches.cc
  struct Looked {
    std::uint32_t key = 0;
    Index entry = 0;     // state_.cache_entries
    Index cache = 0;     // state_.caches
    bool valid = false;  // what is stored there may be taken
  };
  void start_caches();
  // The same for all that a request does, among as many keys of the same popularity.
  std::uint32_t key_of_request(std::uint64_t request, Index zipf) const;
  Looked look(const Visit& visit, Index cache) const;
  bool lookup(Index visit, const LookupSpec& spec);
  void store(Index visit, const LookupSpec& spec);
  Index begin_fetch(Index visit, Index entry);
  template <class Wake>
  void end_fetch(Index fetch, Wake wake);
  void fail_fetches(Index visit, int status);
  void drop_fetches(Index visit);
  void leave_fetch(Index visit);
  void empty_entries(std::size_t first, std::size_t count);
  void forget_caches(Index instance);

  // stocks.cc, crashes.cc
  void start_stocks();
  void place_first_instances();
  int move_stock(Index visit, const MoveSpec& spec);
  void stock_event(Index stock);
  void reset_stocks(Index instance);
  void come_back(Index instance);
  bool take_place(Index instance);

  // autoscaler.cc
  void start_autoscalers();
  void autoscale(Index autoscaler);

  // flag_kinds.cc
  void read_flags(Index instance);
  bool sees_flag(const Visit& visit, const BranchSpec& spec) const {
    return spec.seen == kNone
               ? state_.flags[spec.flag] != 0
               : state_.flags_seen[spec.seen * model_.instances.size() + visit.instance] != 0;
  }

  // data.cc; false: the visit ends with `status`
  bool read(Index visit, const ReadSpec& spec, int& status);
  bool write(Index visit, const WriteSpec& spec);
  bool accept(Index visit, const AcceptSpec& spec, int& status);
  bool unreadable(Index visit, const UnreadableSpec& spec);

  // replicas.cc
  void start_replication();
  void replicate(Index set);
  void demote(Index set, Index region);
  // The copy that a region writes to, or reads from; kNone: none can be reached.
  Index primary_for(Index set, Index region) const;
  Index copy_for(Index set, Index region) const;
  // Does a read meet a row that its copy has not got yet, or has got wrong?
  bool meets_stale_row(const Visit& visit, const ReadSpec& spec, Index set, Index copy) const;
  bool meets_diverged_row(const Visit& visit, const ReadSpec& spec, Index set, Index copy) const;
  // Uniform in (0, 1), the same for all visits of a request.
  double luck_of_request(std::uint64_t request, std::uint64_t part) const;
  void effect(Index visit);

  // Key of a request's first visit: where the seed enters what it will meet.
  std::uint64_t key_of(std::uint64_t request) const { return derive_key(state_.seed, request); }
  bool in_window() const { return state_.now >= model_.scenario.truth.began; }
  bool traced(Index visit) const {
    return trace_ != nullptr && state_.visits[visit].request == trace_->request();
  }

  const Model& model_;
  State& state_;
  Tape* tape_;
  Trace* trace_;
  // Visits to interpret, threaded by Visit::next; none between events.
  Index next_turn_ = kNone, last_turn_ = kNone;
};

}  // namespace threeam::engine

#include "sim/engine/visits.h"
