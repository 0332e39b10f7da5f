#include "small_scenario.h"

#include <utility>

#include "sim/base/assert.h"
#include "sim/base/hash.h"

namespace threeam::round {
namespace {

UseStep use(Duration mean) {
  return {{mean, Distribution::exponential, 1}};
}

Operation operation(std::string name, std::string route, Steps steps) {
  return {std::move(name), std::move(route), std::move(steps)};
}

// Books orders: reads a row, writes one, publishes a message.
Operation book(const std::string& format, const std::vector<std::string>& accepts) {
  CallStep call;
  call.component = "store";
  call.operation = "insert";
  call.timeout = kSecond;
  ReadStep read;
  read.dataset = "orders";
  read.accepts = accepts;
  read.unreadable = {500, "unreadable", 1.0};
  return operation("book", "POST /orders",
                   {{use(3 * kMillisecond)},
                    {read},
                    {PoolStep{"db", {{call}}}},
                    {WriteStep{"orders", format}},
                    {PublishStep{"mails", ""}},
                    {LogStep{"booked"}}});
}

Component component(std::string name, std::string version, int workers) {
  Component made;
  made.name = std::move(name);
  made.about = "One of the parts.";
  made.version = std::move(version);
  made.instances = {{"north", 2}, {"south", 2}};
  made.workers = workers;
  made.accept_queue = 32;
  return made;
}

std::vector<Component> components() {
  Component shop = component("shop", "1.0", 16);
  shop.pools.push_back({"db", 8, 32, kSecond});
  shop.operations = {book("old", {"old"})};
  shop.versions.push_back({"1.1", "Writes the new form.", {book("new", {"old", "new"})}});
  Component store = component("store", "15", 16);
  store.kind = ComponentKind::database;
  store.operations = {operation("insert", "", {{use(4 * kMillisecond)}})};
  Component mailer = component("mailer", "3.0", 4);
  mailer.kind = ComponentKind::worker;
  mailer.operations = {operation("send", "", {{use(20 * kMillisecond)}, {LogStep{"sent"}}})};
  mailer.versions.push_back({"3.1", "", {}});
  return {shop, store, mailer};
}

TimelineEvent event(std::string id, SimTime at, Change change) {
  TimelineEvent made;
  made.id = std::move(id);
  made.at = at;
  made.change = std::move(change);
  made.author = "ana";
  made.note = "Note.";
  made.diff = "- old\n+ new";
  return made;
}

std::vector<TimelineEvent> timeline() {
  ParameterChange fault;
  fault.where.component = "store";
  fault.factor = 1.1;
  TimelineEvent hidden = event("hidden-fault", -90 * kSecond, fault);
  hidden.hidden = true;
  Deploy shop{"shop", "1.1", {{"north", 0, 0}, {"south", 0, 5 * kMinute}}};
  Deploy mailer{"mailer", "3.1", {{"north", 0, 0}}};
  return {event("mailer-3.1", -3 * kMinute, mailer), hidden, event("shop-1.1", -kMinute, shop),
          event("banner-on", 2 * kMinute, SetFlag{"banner", true})};
}

std::vector<Action> actions() {
  return {
      {"rollback-shop", "Roll back shop", "Replaces it.", 0, Rollback{"shop", "1.0", 5 * kSecond}},
      {"stop-rollout", "Stop the rollout", "Stops it.", 5 * kSecond, StopRollout{"shop-1.1"}},
      {"banner-off", "Banner off", "Hides it.", 10 * kSecond, SetFlag{"banner", false}},
      {"freeze", "Freeze orders", "Refuses them.", 10 * kSecond, FreezeWrites{"orders", {"north"}}},
      {"repair", "Repair orders", "Rewrites rows.", 5 * kSecond,
       RepairData{"orders", "new", "old", 200}},
      {"pause-mails", "Pause mails", "Keeps them.", 5 * kSecond, PauseConsumers{"mails"}},
      {"resume-mails", "Resume mails", "Sends them.", 5 * kSecond, ResumeConsumers{"mails"}},
      {"fix", "Fix forward", "Deploys mailer 3.1.", 0,
       FixForward{30 * kSecond, 1.0, {Rollback{"mailer", "3.1", 5 * kSecond}}}}};
}

void add_traffic_and_data(Scenario& scenario) {
  Traffic traffic;
  traffic.route = "POST /orders";
  traffic.component = "shop";
  traffic.operation = "book";
  traffic.rate = {{"north", 20}, {"south", 12}};
  traffic.client = {2 * kSecond, 2, 200 * kMillisecond};
  traffic.slo_latency = 100 * kMillisecond;
  scenario.traffic = {traffic};
  MessageQueue mails;
  mails.name = "mails";
  mails.component = "mailer";
  mails.operation = "send";
  scenario.queues = {mails};
  Dataset orders;
  orders.name = "orders";
  orders.about = "One row an order.";
  orders.stored_in = "store";
  orders.formats = {{"old", "12.50"}, {"new", "1250"}};
  orders.initial_rows = 100'000;
  orders.initial_format = "old";
  orders.working_set = 20'000;
  scenario.datasets = {orders};
}

void add_what_is_read(Scenario& scenario) {
  Alert alert;
  alert.id = "errors";
  alert.title = "OrderErrors";
  alert.text = "5xx above 1 %";
  alert.metric = "error_ratio";
  alert.where = {{"component", "shop"}, {"route", "POST /orders"}};
  alert.by = "region";
  alert.above = 0.01;
  alert.hold = 30 * kSecond;
  scenario.alerts = {alert};
  scenario.logs = {{"booked", "info", "booked {amount} EUR", 1.0},
                   {"unreadable", "error", "cannot read amount {amount_minor}", 1.0},
                   {"sent", "info", "mail sent", 0.1}};
  scenario.runbooks = {{"orders", "Orders failing", "Look at the *rows*."}};
  scenario.people = {
      {"ana", "shop team", {{"changed", "What did you change?", kMinute, "The form of amounts."}}}};
  scenario.mechanisms = {"release", "data"};
  scenario.flags = {{"banner", "Shows a banner.", false}};
}

Scenario make_scenario() {
  Scenario scenario;
  scenario.id = "small";
  scenario.title = "Orders failing";
  scenario.levels = {"senior"};
  scenario.page_clock_s = 3 * 3600;
  scenario.page_alert = "errors";
  scenario.page_text = "OrderErrors in north.";
  scenario.past = 4 * kMinute;
  scenario.length = 8 * kMinute;
  scenario.regions = {"north", "south"};
  scenario.components = components();
  scenario.links = {{"north", "north", 300 * kMicrosecond, 0},
                    {"south", "south", 300 * kMicrosecond, 0}};
  add_traffic_and_data(scenario);
  add_what_is_read(scenario);
  scenario.timeline = timeline();
  scenario.actions = actions();
  scenario.truth.began = -kMinute;
  scenario.truth.options = {{"nothing", {}}, {"roll_back", {{"rollback-shop", 0}}}};
  scenario.interviewer.hints = {{"Compare the regions.", "where"}, {"Count the rows.", "what"}};
  scenario.interviewer.followups = {{"next", "And then what breaks?", "the south"}};
  scenario.interviewer.pushback = {{"why", "Why not roll back?", "rows"}};
  scenario.files = {{"scenario.yaml", "threeam: 1\n"}};
  scenario.digest = sha256_hex("small");
  return scenario;
}

}  // namespace

std::shared_ptr<const Scenario> small_scenario() {
  static const auto kScenario = std::make_shared<const Scenario>(make_scenario());
  return kScenario;
}

JournalHeader small_header(std::uint64_t seed) {
  JournalHeader header;
  header.round = "r-1";
  header.seed = seed;
  header.level = "senior";
  header.created_ms = 1'700'000'000'000;
  return header;
}

std::unique_ptr<Round> small_round(Sink sink, std::uint64_t seed) {
  auto made = Round::create(small_scenario(), small_header(seed), std::move(sink));
  THREEAM_ASSERT(made.has_value());
  return *std::move(made);
}

std::unique_ptr<Round> started_round(Sink sink, std::uint64_t seed) {
  auto round = small_round(std::move(sink), seed);
  const auto started = round->add(Actor::interviewer, EntryKind::clock, Json{{"to", "start"}}, 0);
  THREEAM_ASSERT(started.has_value());
  return round;
}

}  // namespace threeam::round
