// What takes seconds about a round: its options and its score. Computed on workers from copies,
// kept in the room.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "sim/score/rated_rounds.h"
#include "sim/server/rooms.h"

namespace threeam::server {

class Computations {
 public:
  // `changed` is called on the loop's thread when an answer is there.
  Computations(Rooms& rooms, Workers& workers, std::function<void(Room&)> changed)
      : rooms_(rooms), workers_(workers), changed_(std::move(changed)) {}

  // Starts to compute the options as of now, unless the last answer is fresh (no action since, and
  // less than 30 simulated seconds old) or one is on its way. Luck by luck, so that other work gets
  // its turn, and an act ends what it made out of date.
  void refresh_options(Room& room);
  // Starts to score the journal as it is, unless that is done or on its way.
  void refresh_score(Room& room);
  // For a round that moves: while it runs, does part of its score's work now and then, of one round
  // at a time, on one thread; when it is finished, scores it.
  void score_ahead(Room& room);

  // What those who rated a scenario's finished rounds agree on. Ratings are read a few rounds a
  // call and then kept; while some are missing the answer is their share that has been read.
  struct Agreed {
    double progress = 1;
    score::Agreement agreement;  // once progress is 1
  };
  void agreement(const std::string& scenario, std::function<void(Result<Agreed>)> answer);
  // Somebody rated: what was read of the round is out of date.
  void forget_ratings(const std::string& round) { rated_.erase(round); }

 private:
  struct Answering;
  // Hand the first luck of an answer to workers, or the next; false when they are full.
  bool own_luck(const std::shared_ptr<Answering>& made);
  bool next_luck(Room& room, const std::shared_ptr<Answering>& made);
  // Would an answer of these few lucks be better than the one that is shown?
  static bool outdated(const OptionsTable& table, const Answering& made);
  static void publish(Room& room, const Answering& made);
  // An option of the first luck has come, or a luck: shows the answer, or goes on.
  void take_option(Room& room, const std::shared_ptr<Answering>& made);
  void take_luck(Room& room, const std::shared_ptr<Answering>& made);

  Rooms& rooms_;
  Workers& workers_;
  std::function<void(Room&)> changed_;
  bool ahead_ = false;                              // some round's score is being worked on ahead
  std::map<std::string, score::RatedRound> rated_;  // finished rounds, by id
};

}  // namespace threeam::server
