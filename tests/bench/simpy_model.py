#!/usr/bin/python3
"""The model of engine_bench.cc in SimPy (Debian's python3-simpy3), for comparison in the same run.

Six hops at 800 requests/s: least-requests balancers, bounded accept queues, workers held through
calls, a pool, call timeouts with zombies, retries with backoff and jitter, clients that try again,
latency counts by 5 s. Prints "simpy_sim_seconds_per_second VALUE s/s"; --json FILE also writes
[{name, value, unit}]. --seconds N: simulated length (default 30).
"""
import argparse
import json
import math
import random
import time

import simpy

RATE = 800.0
LINK = 0.0004
SIGMA = math.sqrt(math.log(1 + 0.6**2))


def work(mean):
    return random.lognormvariate(math.log(mean) - SIGMA**2 / 2, SIGMA)


class Instance:
    def __init__(self, env, workers, pool):
        self.workers = simpy.Resource(env, workers)
        self.pool = simpy.Resource(env, pool) if pool else None


class Service:
    def __init__(self, env, name, instances, workers, queue, mean, callee=None, pool=0):
        self.env, self.name, self.queue, self.mean, self.callee = env, name, queue, mean, callee
        self.instances = [Instance(env, workers, pool) for _ in range(instances)]
        self.latency = {}

    def handle(self):
        """A process that returns the status."""
        start = self.env.now
        one = min(self.instances, key=lambda i: i.workers.count + len(i.workers.queue))
        status = 200
        if one.workers.count == one.workers.capacity and len(one.workers.queue) >= self.queue:
            status = 503
        else:
            with one.workers.request() as worker:
                yield worker
                yield self.env.timeout(work(self.mean))
                if self.callee is not None:
                    if one.pool is not None:
                        with one.pool.request() as token:
                            got = yield token | self.env.timeout(1.0)
                            status = (yield from self.call()) if token in got else 503
                    else:
                        status = yield from self.call()
        bucket = (int(self.env.now // 5), status, int((self.env.now - start) * 2000))
        self.latency[bucket] = self.latency.get(bucket, 0) + 1
        return status

    def call(self):
        for attempt in range(2):
            yield self.env.timeout(2 * LINK)
            answer = self.env.process(self.callee.handle())
            got = yield answer | self.env.timeout(1.0)
            status = got[answer] if answer in got else 504
            if status not in (503, 504) or attempt == 1:
                return status
            yield self.env.timeout(0.05 * 2**attempt * random.uniform(0.5, 1))
        return 503


def client(env, entry, ended):
    for attempt in range(2):
        answer = env.process(entry.handle())
        got = yield answer | env.timeout(2.0)
        status = got[answer] if answer in got else 504
        if status < 500:
            break
        if attempt == 0:
            yield env.timeout(0.2 * random.uniform(0.5, 1))
    ended[status] = ended.get(status, 0) + 1


def arrivals(env, entry, ended):
    while True:
        yield env.timeout(random.expovariate(RATE))
        env.process(client(env, entry, ended))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--json")
    parser.add_argument("--seconds", type=float, default=30)
    options = parser.parse_args()
    random.seed(1)
    env = simpy.Environment()
    store = Service(env, "store", 2, 8, 128, 0.010)
    price = Service(env, "price", 2, 16, 48, 0.002, store)
    stock = Service(env, "stock", 4, 12, 48, 0.003, price)
    cart = Service(env, "cart", 4, 16, 64, 0.003, stock, pool=12)
    api = Service(env, "api", 4, 32, 96, 0.003, cart)
    edge = Service(env, "edge", 3, 96, 192, 0.001, api)
    ended = {}
    env.process(arrivals(env, edge, ended))
    env.run(until=5)  # warm
    begin = time.perf_counter()
    env.run(until=5 + options.seconds)
    figure = options.seconds / (time.perf_counter() - begin)
    print(f"simpy_sim_seconds_per_second {figure:.6g} s/s")
    if options.json:
        with open(options.json, "w", encoding="utf-8") as out:
            json.dump([{"name": "simpy_sim_seconds_per_second", "value": figure, "unit": "s/s"}],
                      out, indent=2)


if __name__ == "__main__":
    main()
