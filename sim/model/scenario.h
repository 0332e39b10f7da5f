// A scenario: one incident as data. Plain structs, filled by scenario/ from YAML, compiled by
// engine/ into a world. Field names are the YAML's keys. Times are SimTime (nanoseconds from the
// page).
//
// Lists of named things keep the file's order; a reference to one is its name. scenario/ has
// checked that every name resolves, so readers may look up without a fallback (find_named below).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/base/units.h"

namespace threeam {

// ---- route programs -------------------------------------------------------------------------

enum class Distribution { constant, exponential, lognormal };

// A random length of work. `cv` is standard deviation / mean (lognormal only).
struct WorkTime {
  Duration mean = 0;
  Distribution distribution = Distribution::lognormal;
  double cv = 0.5;
};

// What happens when a row or a message is in a format that the reader does not accept.
struct Unreadable {
  int fail = 500;       // status the operation ends with
  std::string log;      // a LogTemplate's id, or empty
  double chance = 1.0;  // below 1, the rest is misread: it goes on, and its effects are wrong
};

struct Step;
using Steps = std::vector<Step>;

// Holds the instance's worker for a random time.
struct UseStep {
  WorkTime work;
};

struct RetryPolicy {
  int attempts = 0;      // after the first
  Duration backoff = 0;  // doubles at each attempt, with jitter in [1/2, 1)
  std::vector<int> on = {503, 504};
};

// Calls an operation of another component and waits, the worker held. A callee's status that is not
// retried fails the caller with the same status; no answer within `timeout` is 504 (the callee goes
// on: a zombie).
struct CallStep {
  std::string component;
  std::string operation;
  Duration timeout = 0;  // 0: waits for ever
  RetryPolicy retries;
};

// Takes one token of a pool of this instance, runs `steps`, gives it back. No token within the
// pool's timeout, or a full waiting line: 503.
struct PoolStep {
  std::string pool;
  Steps steps;
};

// Reads `rows` rows of the dataset's working set in the request's region.
struct ReadStep {
  std::string dataset;
  int rows = 1;
  std::vector<std::string> accepts;  // formats
  Unreadable unreadable;
};

// Writes one row. While writes to the dataset are frozen: 503.
struct WriteStep {
  std::string dataset;
  std::string format;
};

// Puts one message into the queue of the request's region; a message has a dataset-like format.
struct PublishStep {
  std::string queue;
  std::string format;  // may be empty
};

// Consumers only: looks at the format of the message in hand.
struct AcceptMessageStep {
  std::vector<std::string> accepts;
  Unreadable unreadable;
};

// Does something that cannot be taken back (a payout, a mail). Wrong if the request misread a row
// or a message before.
struct EffectStep {
  std::string effect;
};

struct LogStep {
  std::string log;
};

// Ends the operation with this status, by chance.
struct FailStep {
  int status = 500;
  double chance = 1.0;
  std::string log;
};

// Ends the operation with this status, at once. For a redirect, `location` is shown in logs and
// traces; if it does not resolve, the client fails although the server's status is good.
struct ReplyStep {
  int status = 200;
  std::string location;
  bool resolves = true;
};

struct Condition {
  std::string flag;     // true while the flag is on; empty: use chance
  bool negate = false;  // `unless:` instead of `if:`
  double chance = 1.0;
};

struct IfStep {
  Condition condition;
  Steps then_steps;
  Steps else_steps;
};

struct Step {
  std::variant<UseStep, CallStep, PoolStep, ReadStep, WriteStep, PublishStep, AcceptMessageStep,
               EffectStep, LogStep, FailStep, ReplyStep, IfStep>
      step;
};

struct Operation {
  std::string name;
  std::string route;  // what metrics call it; the name when the file gives none
  Steps steps;        // empty: answers 200 at once
};

// ---- components -----------------------------------------------------------------------------

enum class ComponentKind { service, worker, database, cache, edge };
enum class Balancer { round_robin, random, least_requests };

struct Pool {
  std::string name;
  int size = 1;
  int waiting = 0;       // how many may wait for a token
  Duration timeout = 0;  // how long one waits; 0: for ever
};

struct Version {
  std::string name;
  std::string notes;
  std::vector<Operation> operations;  // replace the component's by name
};

struct Component {
  std::string name;
  std::string about;
  ComponentKind kind = ComponentKind::service;
  std::string version;                   // at the start of the past
  std::map<std::string, int> instances;  // by region
  int workers = 1;                       // requests an instance runs at a time
  int accept_queue = 0;                  // requests that may wait at an instance; more are 503
  Balancer balancer = Balancer::least_requests;
  std::vector<Pool> pools;
  std::vector<Operation> operations;
  std::vector<Version> versions;  // others than `version`
};

struct Link {
  std::string from, to;  // regions; both directions
  Duration latency = 0;  // one way
  double loss = 0;
};

struct ClientPolicy {
  Duration timeout = 0;
  int attempts = 1;      // in all
  Duration backoff = 0;  // doubles, with jitter in [1/2, 1)
};

struct Traffic {
  std::string route;  // its name, as the entry operation's
  std::string component, operation;
  std::map<std::string, double> rate;  // requests a second, by region
  double daily_amplitude = 0;          // rate * (1 + a * sin(2 pi * (clock - peak + 6 h) / 24 h))
  Duration daily_peak = 14 * kHour;    // time of day of the peak
  ClientPolicy client;
  Duration slo_latency = 0;  // slower counts as late; 0: no target
  bool user_facing = true;   // counts as harm
};

struct MessageQueue {
  std::string name;
  std::string about;
  std::string component, operation;    // the consumer; every worker of an instance takes messages
  Duration redelivery = 30 * kSecond;  // after a failed attempt
  int attempts = 5;                    // then the message is dead
  Duration late_after = 0;             // older counts as late when settled; 0: never
};

struct Money {
  double amount = 0;
  std::string currency;
};

struct DataFormat {
  std::string name;
  std::string about;
};

// Rows by format, per region. `working_set` rows are the ones that reads touch: a read meets format
// f with probability share(f); a write moves share towards its format by 1 / working_set.
struct Dataset {
  std::string name;
  std::string about;
  std::string stored_in;  // a component
  std::vector<DataFormat> formats;
  double initial_rows = 0;
  std::string initial_format;
  double working_set = 1;
  Money value_per_row;
};

struct Effect {
  std::string name;
  std::string about;
  Money value;
};

struct Flag {
  std::string name;
  std::string about;
  bool on = false;
};

// ---- what happens: one vocabulary for faults, changes and actions
// ---------------------------------

// Which instances a change reaches; empty fields select all.
struct Selector {
  std::string component, region, version, operation;
  int instance = -1;
};

enum class Parameter { work_time, error_ratio, workers, traffic, latency, loss };

// Multiplies (work_time, traffic, workers, latency) or sets (error_ratio, loss) a parameter of the
// selected part, ramping in over `over` and out again at the end of `lasts` (0: stays).
struct ParameterChange {
  Selector where;
  std::string route;  // for traffic
  Parameter parameter = Parameter::work_time;
  double factor = 1;
  Duration over = 0;
  Duration lasts = 0;
};

struct DeployStage {
  std::string region;
  int instances = 0;   // 0: all that are left
  Duration after = 0;  // from the start of the deploy
};

struct Deploy {
  std::string component;
  std::string to;
  std::vector<DeployStage> stages;
};

// One instance after another in every region at once, each out of service for `each`.
struct Rollback {
  std::string component;
  std::string to;
  Duration each = 20 * kSecond;
};

struct FixForward {
  Duration prepare = 0;           // build, test, canary, before the first instance is replaced
  double fail_chance = 0;         // the canary fails and nothing is deployed
  std::vector<Rollback> deploys;  // same shape: replace instances one after another
};

struct StopRollout {
  std::string change;
};  // a timeline event's id
struct SetFlag {
  std::string name;
  bool on = false;
};
struct Scale {
  std::string component, region;
  int instances = 0;
};
struct Restart {
  std::string component;
  std::vector<std::string> regions;
  Duration each = 0;
};
struct Drain {
  std::string region, to;
};
struct Shed {
  std::string route;
  double ratio = 0;
};  // refused at the door with 429; 0 ends it
struct PauseConsumers {
  std::string queue;
};
struct ResumeConsumers {
  std::string queue;
};
struct PurgeQueue {
  std::string queue;
};
struct FreezeWrites {
  std::string dataset;
  std::vector<std::string> regions;
};
struct UnfreezeWrites {
  std::string dataset;
};
struct RepairData {
  std::string dataset, from, to;
  double rate = 0;
};  // rows a second and region
struct Silence {
  std::string alert;
};

using Change = std::variant<ParameterChange, Deploy, Rollback, FixForward, StopRollout, SetFlag,
                            Scale, Restart, Drain, Shed, PauseConsumers, ResumeConsumers,
                            PurgeQueue, FreezeWrites, UnfreezeWrites, RepairData, Silence>;

// What the scenario does by itself. `hidden` events (faults) never reach a candidate; the others
// are the change feed.
struct TimelineEvent {
  std::string id;
  SimTime at = 0;
  Change change;
  bool hidden = false;
  std::string author, note, diff;  // shown in the change feed
};

// What the candidate may do.
struct Action {
  std::string id;
  std::string label;
  std::string does;    // one sentence: what will happen
  Duration takes = 0;  // from the click to the first effect
  Change change;
};

// ---- what is seen ---------------------------------------------------------------------------

struct LogTemplate {
  std::string id;
  std::string level;    // debug, info, warn, error
  std::string text;     // {name} is replaced by a value drawn for the request
  double sample = 1.0;  // share of occurrences that are kept
};

// A label filter: name -> value. Names are those of model/metric.h.
using Labels = std::map<std::string, std::string>;

struct Alert {
  std::string id;
  std::string title, text;
  std::string metric;  // a panel metric of model/metric.h
  Labels where;
  std::string by;  // one series a value of this label; empty: one series
  double above = 0;
  Duration hold = 0;  // YAML: for
};

struct Runbook {
  std::string id, title;
  std::string text;  // Markdown, read from `file`
};

struct Answer {
  std::string id;
  std::string ask;
  Duration after = 0;
  std::string answer;
  std::string speaks_for;  // a suspect that it makes likelier; never shown
};

struct Person {
  std::string name;
  std::string role;
  std::vector<Answer> answers;
};

// ---- the truth: never leaves the interviewer's and the reviewer's side --------------------------

// Where a cause is, in words that a candidate picks from lists that give nothing away.
struct Cause {
  std::string component;  // empty for `nothing_wrong` or traffic as a whole
  std::string mechanism;  // one of Scenario::mechanisms
};

// An action as part of a course of action; `after` counts from the decision.
struct PlannedAction {
  std::string action;
  Duration after = 0;
};

struct CourseOfAction {
  std::string id;  // nothing, roll_back, fix_forward, best, ...
  std::vector<PlannedAction> actions;
};

struct RestoredWhen {
  std::string metric;
  Labels where;
  double below = 0;
  Duration hold = 0;  // YAML: for
};

// Harm units for one of each; units compare courses, kinds are what people read.
struct HarmWeights {
  double failed_request = 1;
  double late_request = 0.1;
  double wrong_row = 0;
  double wrong_effect = 0;
  double late_message = 0;
  double dead_message = 0;
};

struct EstimateTruth {
  std::string metric;  // whose value now is the failing share
  Labels where;
  SimTime since = 0;
  std::string dataset, format;  // whose rows were written; may be empty
};

struct Truth {
  std::string summary;
  std::vector<std::string> chain;
  std::vector<Cause> accept, near;
  SimTime began = 0;
  std::vector<std::string> decoys;        // timeline ids
  std::string blamed_change;              // timeline id of the change that did it; may be empty
  std::vector<std::string> data_at_risk;  // datasets to check before a rollback
  EstimateTruth estimate;
  std::vector<CourseOfAction> options;
  HarmWeights harm;
  std::vector<RestoredWhen> restored_when;
};

struct Suspect {
  std::string id;
  std::string about;
};

struct Hint {
  std::string text, gives_away;
};

struct Question {
  std::string id, ask, good;
};

struct InterviewerScript {
  std::vector<Hint> hints;          // a ladder: in order
  std::vector<Question> followups;  // "and then what breaks?"
  std::vector<Question> pushback;
};

struct Scenario {
  std::string id;
  std::string title;  // shown to the candidate
  std::vector<std::string> levels;
  std::int64_t page_clock_s = 0;  // UTC seconds of the day at time 0
  std::string page_alert, page_text;
  Duration past = 30 * kMinute;
  Duration length = 40 * kMinute;
  std::vector<std::string> regions;
  std::vector<Component> components;
  std::vector<Link> links;
  std::vector<Traffic> traffic;
  std::vector<MessageQueue> queues;
  std::vector<Dataset> datasets;
  std::vector<Effect> effects;
  std::vector<Flag> flags;
  std::vector<Alert> alerts;
  std::vector<TimelineEvent> timeline;
  std::vector<Action> actions;
  std::vector<LogTemplate> logs;
  std::vector<Runbook> runbooks;
  std::vector<Person> people;
  std::vector<std::string> mechanisms;
  Truth truth;
  std::vector<Suspect> suspects;
  InterviewerScript interviewer;
  std::string brief;              // brief.md, for the candidate
  std::string interviewer_notes;  // interviewer.md
  // The files it was read from, by name relative to its folder, and the SHA-256 over them in name
  // order. A journal carries them, so that it can be replayed without the folder.
  std::map<std::string, std::string> files;
  std::string digest;
};

// The element of that name (or id, or route); null when there is none.
const Component* find_component(const Scenario& scenario, std::string_view name);
const Traffic* find_traffic(const Scenario& scenario, std::string_view route);
const Action* find_action(const Scenario& scenario, std::string_view id);
const Dataset* find_dataset(const Scenario& scenario, std::string_view name);
const TimelineEvent* find_event(const Scenario& scenario, std::string_view id);
const CourseOfAction* find_option(const Scenario& scenario, std::string_view id);

// "rollback", "set_flag", ...: the YAML key of a change.
std::string_view change_kind(const Change& change);

}  // namespace threeam
