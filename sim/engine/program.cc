#include "sim/engine/program.h"

#include <algorithm>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "sim/base/hash.h"
#include "sim/base/math.h"
#include "sim/engine/links.h"

namespace threeam::engine {

namespace {

constexpr std::uint32_t kAllFormats = ~std::uint32_t{0};  // of a reader that names none

// Compiles the steps of one operation. The first error stops it.
class Compiler {
 public:
  Compiler(Model& model, Index component, std::string where)
      : model_(model), component_(component), where_(std::move(where)) {}

  Result<Index> compile(const Steps& all) {
    begin_ = model_.code.size();
    steps(all, 0);
    emit(Code::end, 0);
    if (!error_.message.empty()) {
      return tl::unexpected(error_);
    }
    return static_cast<Index>(begin_);
  }

 private:
  void steps(const Steps& list, std::uint32_t pools_held) {
    for (const Step& step : list) {
      std::visit([&](const auto& one) { add(one, pools_held); }, step.step);
      if (model_.code.size() - begin_ > kMaxSteps) {
        error(fmt::format("more than {} steps", kMaxSteps));
      }
      if (!error_.message.empty()) {
        return;
      }
    }
  }

  void add(const UseStep& step, std::uint32_t /*held*/) {
    if (step.work.mean < 0 || step.work.cv < 0 || step.work.mean > kHour ||
        step.work.contention < 0 || step.work.coherency < 0) {
      return error("a work time is between 0 and 1 h; its cv, contention, coherency not below 0");
    }
    UseSpec spec;
    spec.mean = static_cast<double>(step.work.mean);
    spec.contention = step.work.contention;
    spec.coherency = step.work.coherency;
    spec.shared = spec.contention > 0 || spec.coherency > 0;
    const Distribution distribution = step.work.distribution;
    if (distribution == Distribution::exponential) {
      spec.quantiles = intern_quantiles(model_, distribution, 0);
    } else if (distribution == Distribution::lognormal && step.work.cv > 0) {
      // Coefficient of variation c: the variance of the logarithm is ln(1 + c^2).
      spec.quantiles = intern_quantiles(model_, distribution,
                                        det_sqrt(det_log(1 + step.work.cv * step.work.cv)));
    }
    push(Code::use, model_.uses, spec);
  }

  void add(const CallStep& step, std::uint32_t /*held*/) {
    CallSpec spec;
    spec.component = model_.find_component(step.component);
    spec.operation =
        spec.component == kNone ? kNone : model_.find_operation(spec.component, step.operation);
    if (spec.operation == kNone) {
      return error(fmt::format("there is no {}.{} to call", step.component, step.operation));
    }
    if (!step.region.empty()) {
      spec.region = model_.find_region(step.region);
      if (spec.region == kNone) {
        return error(fmt::format("there is no region {} to call", step.region));
      }
    }
    if (!add_policy(step, spec)) {
      return;
    }
    spec.edge = intern_edge(model_, component_, spec.component);
    spec.link = model_.edges[spec.edge].link;
    // The n-th call of a callee keeps its name when other steps move around it in a new version.
    Fnv1a name;
    name.add(step.component);
    name.add(step.operation);
    name.add(static_cast<std::uint64_t>(
        std::count_if(model_.code.begin() + static_cast<std::ptrdiff_t>(begin_), model_.code.end(),
                      [&](const Instruction& earlier) {
                        return earlier.code == Code::call &&
                               model_.calls[earlier.arg].component == spec.component &&
                               model_.calls[earlier.arg].operation == spec.operation;
                      })));
    spec.site = name.value();
    if (model_.code.size() > begin_ && model_.code.back().code == Code::use &&
        spec.breaker.failure_ratio <= 0) {
      model_.uses[model_.code.back().arg].call = static_cast<Index>(model_.calls.size());
    }
    push(Code::call, model_.calls, spec);
  }

  // How long it waits, and what it does then. False after an error.
  bool add_policy(const CallStep& step, CallSpec& spec) {
    const RetryPolicy& retries = step.retries;
    const Breaker& breaker = step.breaker;
    if (retries.attempts < 0 || retries.attempts > 10) {
      error("a call is tried again at most 10 times");
    } else if (step.fan_out < 1 || step.fan_out > kMaxFanOut) {
      error(fmt::format("a call fans out to between 1 and {}", kMaxFanOut));
    } else if (step.hedge_after > 0 &&
               (step.fan_out > 1 || (step.timeout > 0 && step.timeout <= step.hedge_after))) {
      error("a hedged call has no fan_out, and a timeout after the hedge");
    } else if (retries.budget < 0 || breaker.failure_ratio < 0 || breaker.failure_ratio > 1 ||
               (breaker.failure_ratio > 0 && (breaker.window <= 0 || breaker.half_open < 1))) {
      error("a retry budget is not below 0; a breaker has a ratio up to 1, a window and trials");
    }
    if (!error_.message.empty()) {
      return false;
    }
    spec.timeout = step.timeout;
    spec.timer = intern_timeout(model_, step.timeout);
    spec.cancels = step.on_timeout == OnTimeout::cancel;
    spec.fan_out = static_cast<std::uint8_t>(step.fan_out);
    if (step.hedge_after > 0) {
      spec.hedge_after = step.hedge_after;
      spec.hedge_timer = intern_timeout(model_, step.hedge_after);
      spec.rest_timer = intern_timeout(model_, step.timeout - step.hedge_after);
    }
    spec.retries = retries.attempts;
    spec.backoff = retries.backoff;
    spec.jitter = retries.jitter;
    for (const int status : retries.on) {
      spec.retry_on |= std::uint64_t{1} << intern_status(model_, status);
    }
    spec.budget = retries.budget;
    spec.breaker = breaker;
    if (spec.budget > 0 || breaker.failure_ratio > 0) {
      spec.guard = static_cast<Index>(model_.components[component_].guards++);
    }
    if (spec.cancels) {
      intern_status(model_, kCancelled);
    }
    return true;
  }

  void add(const PoolStep& step, std::uint32_t held) {
    const auto& pools = model_.scenario.components[component_].pools;
    const auto pool = std::find_if(pools.begin(), pools.end(),
                                   [&](const Pool& one) { return one.name == step.pool; });
    if (pool == pools.end()) {
      return error(fmt::format("there is no pool {}", step.pool));
    }
    const auto index = static_cast<Index>(pool - pools.begin());
    if ((held >> index) & 1) {
      return error(fmt::format("takes a token of {} while it holds one", step.pool));
    }
    emit(Code::acquire, index);
    steps(step.steps, held | (1U << index));
    if (step.leak < 0 || step.leak > 1) {
      return error("a leak is between 0 and 1");
    }
    if (step.leak > 0) {
      push(Code::leak, model_.leaks, LeakSpec{index, step.leak});
    } else {
      emit(Code::release, index);
    }
  }

  void add(const ReadStep& step, std::uint32_t /*held*/) {
    ReadSpec spec;
    spec.dataset = model_.find_dataset(step.dataset);
    if (spec.dataset == kNone) {
      return error(fmt::format("there is no dataset {}", step.dataset));
    }
    spec.rows = std::clamp(step.rows, 0, 1'000'000);
    spec.accepted = step.accepts.empty() ? kAllFormats : 0;
    for (const std::string& name : step.accepts) {
      const Index format = model_.find_format(spec.dataset, name);
      if (format == kNone) {
        return error(fmt::format("{} has no format {}", step.dataset, name));
      }
      spec.accepted |= 1U << format;
    }
    spec.unreadable = unreadable(step.unreadable);
    if (step.from_replica && model_.replication[spec.dataset] == kNone) {
      return error(fmt::format("{} has no replicas to read from", step.dataset));
    }
    spec.from_replica = step.from_replica;
    spec.max_lag = step.max_lag;
    spec.minds_stale = step.from_replica && step.stale.fail != 0;
    if (spec.minds_stale) {
      spec.stale = unreadable(step.stale);
    }
    push(Code::read, model_.reads, spec);
  }

  void add(const WriteStep& step, std::uint32_t /*held*/) {
    WriteSpec spec;
    spec.dataset = model_.find_dataset(step.dataset);
    spec.format = spec.dataset == kNone ? kNone : model_.find_format(spec.dataset, step.format);
    if (spec.format == kNone) {
      return error(fmt::format("there is no dataset {} with format {}", step.dataset, step.format));
    }
    push(Code::write, model_.writes, spec);
  }

  void add(const PublishStep& step, std::uint32_t /*held*/) {
    PublishSpec spec;
    spec.queue = model_.find_queue(step.queue);
    if (spec.queue == kNone) {
      return error(fmt::format("there is no queue {}", step.queue));
    }
    spec.format = step.format.empty() ? kNone : message_format(step.format);
    push(Code::publish, model_.publishes, spec);
  }

  void add(const AcceptMessageStep& step, std::uint32_t /*held*/) {
    AcceptSpec spec;
    spec.accepted = step.accepts.empty() ? kAllFormats : 0;
    for (const std::string& name : step.accepts) {
      spec.accepted |= 1U << (message_format(name) % kMaxFormats);
    }
    spec.unreadable = unreadable(step.unreadable);
    push(Code::accept_message, model_.accepts, spec);
  }

  void add(const EffectStep& step, std::uint32_t /*held*/) {
    const Index effect = model_.find_effect(step.effect);
    if (effect == kNone) {
      return error(fmt::format("there is no effect {}", step.effect));
    }
    emit(Code::effect, effect);
  }

  void add(const LogStep& step, std::uint32_t /*held*/) { emit(Code::log, log(step.log)); }

  void add(const FailStep& step, std::uint32_t /*held*/) {
    intern_status(model_, step.status);
    push(Code::fail, model_.fails,
         FailSpec{step.status, step.chance, step.log.empty() ? kNone : log(step.log)});
  }

  void add(const ReplyStep& step, std::uint32_t /*held*/) {
    intern_status(model_, step.status);
    ReplySpec spec;
    spec.status = step.status;
    spec.resolves = step.resolves;
    if (!step.location.empty()) {
      spec.location = static_cast<Index>(model_.locations.size());
      model_.locations.push_back(step.location);
    }
    push(Code::reply, model_.replies, spec);
  }

  void add(const IfStep& step, std::uint32_t held) {
    BranchSpec spec;
    spec.negate = step.condition.negate;
    spec.chance = step.condition.chance;
    if (!step.condition.flag.empty()) {
      spec.flag = model_.find_flag(step.condition.flag);
      if (spec.flag == kNone) {
        return error(fmt::format("there is no flag {}", step.condition.flag));
      }
      spec.seen = model_.gradual_flags[spec.flag];
    }
    const std::size_t branch = model_.branches.size();
    push(Code::branch, model_.branches, spec);
    steps(step.then_steps, held);
    const std::size_t jump = model_.code.size();
    emit(Code::jump, 0);
    model_.branches[branch].otherwise = static_cast<Index>(model_.code.size());
    steps(step.else_steps, held);
    model_.code[jump].arg = static_cast<Index>(model_.code.size());
  }

  void add(const RepeatStep& step, std::uint32_t held) {
    if (step.times < 1 || step.times > kMaxRepeats || repeating_) {
      return error(
          fmt::format("steps are repeated up to {} times, and not within a repeat", kMaxRepeats));
    }
    const auto index = static_cast<Index>(model_.repeats.size());
    push(Code::repeat, model_.repeats,
         RepeatSpec{static_cast<std::uint16_t>(step.times), step.chance,
                    static_cast<Index>(model_.code.size() + 1)});
    repeating_ = true;
    steps(step.steps, held);
    repeating_ = false;
    emit(Code::again, index);
  }

  void add(const TakeStep& step, std::uint32_t /*held*/) { move(step.stock, step.amount, -1); }
  void add(const PutStep& step, std::uint32_t /*held*/) { move(step.stock, step.amount, 1); }

  void move(const std::string& name, double amount, double sign) {
    const Index stock = model_.find_stock(component_, name);
    if (stock == kNone || amount < 0) {
      return error(
          fmt::format("there is no stock {} of this component, or the amount is below 0", name));
    }
    push(Code::move, model_.moves, MoveSpec{stock, sign * amount});
  }

  void add(const CacheStep& step, std::uint32_t held) {
    LookupSpec spec;
    spec.cache = model_.find_cache(step.cache);
    if (spec.cache == kNone || model_.scenario.caches[spec.cache].component !=
                                   model_.scenario.components[component_].name) {
      return error(fmt::format("there is no cache {} of this component", step.cache));
    }
    // Whoever waits for a fetch while others wait for its own must not close a circle: coalescing
    // caches are looked up within one another in the order of the scenario only.
    const bool coalesces = model_.scenario.caches[spec.cache].coalesce;
    for (const Index outer : missing_) {
      if (outer == spec.cache ||
          (coalesces && outer > spec.cache && model_.scenario.caches[outer].coalesce)) {
        return error(fmt::format("looks {} up within a miss of {}", step.cache,
                                 model_.scenario.caches[outer].name));
      }
    }
    const auto lookup = static_cast<Index>(model_.lookups.size());
    push(Code::lookup, model_.lookups, spec);
    missing_.push_back(spec.cache);
    steps(step.miss, held);
    missing_.pop_back();
    emit(Code::store, lookup);
    model_.lookups[lookup].then = static_cast<Index>(model_.code.size());
  }

  UnreadableSpec unreadable(const Unreadable& from) {
    intern_status(model_, from.fail);
    return {from.fail, from.log.empty() ? kNone : log(from.log), from.chance};
  }

  Index log(const std::string& id) {
    const Index index = model_.find_log(id);
    if (index == kNone) {
      error(fmt::format("there is no log {}", id));
    }
    return index;
  }

  Index message_format(const std::string& name) {
    auto& formats = model_.message_formats;
    const auto found = std::find(formats.begin(), formats.end(), name);
    if (found != formats.end()) {
      return static_cast<Index>(found - formats.begin());
    }
    if (formats.size() == kMaxFormats) {
      error(fmt::format("messages have more than {} formats", kMaxFormats));
      return 0;
    }
    formats.push_back(name);
    return static_cast<Index>(formats.size() - 1);
  }

  template <class Spec>
  void push(Code code, std::vector<Spec>& table, Spec spec) {
    emit(code, static_cast<Index>(table.size()));
    table.push_back(spec);
  }

  void emit(Code code, Index arg) { model_.code.push_back({code, arg}); }

  void error(std::string message) {
    if (error_.message.empty()) {
      error_ = Error{ErrorCode::invalid_input, std::move(message), where_};
    }
  }

  Model& model_;
  Index component_;
  std::string where_;
  std::size_t begin_ = 0;
  bool repeating_ = false;
  std::vector<Index> missing_;  // caches within whose misses the steps are
  Error error_;
};

}  // namespace

Result<Index> compile_program(Model& model, Index component, const Steps& steps,
                              std::string where) {
  return Compiler(model, component, std::move(where)).compile(steps);
}

}  // namespace threeam::engine
