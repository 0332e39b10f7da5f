// What a scenario's system is made of: components and their instances, the links between regions,
// traffic, queues, data, effects, flags.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sim/base/units.h"
#include "sim/model/route_program.h"

namespace threeam {

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
  std::string from, to;  // regions
  Duration latency = 0;  // one way
  double loss = 0;
  bool directed = false;  // only that way; otherwise both
};

struct ClientPolicy {
  Duration timeout = 0;
  int attempts = 1;      // in all
  Duration backoff = 0;  // doubles
  Jitter jitter = Jitter::half;
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

}  // namespace threeam
