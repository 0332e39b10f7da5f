// The rules of a round, the same for everyone: before the start, and behind "?" at any time.
export function Rules() {
  return (
    <div class="rules">
      <section>
        <h3>What is looked at</h3>
        <ul>
          <li>What you had opened before you decided: was the evidence there?</li>
          <li>
            What you said you believe, how sure you were, and whether you changed your mind for a
            reason.
          </li>
          <li>Whether you checked the state of the data before you changed the code.</li>
          <li>How close your numbers came: how many fail, since when, what was written.</li>
          <li>
            What the decision did for the people who use the system, beside what else could have
            been done.
          </li>
          <li>Whether somebody who was not here would understand your updates.</li>
        </ul>
      </section>
      <section>
        <h3>What is never looked at</h3>
        <ul>
          <li>How fast you type, how long you think, how many things you click.</li>
          <li>Whether you know this tool. Ask: where is …?</li>
          <li>Accent, wording, mood.</li>
          <li>How it ended, taken alone: a good decision can meet bad luck.</li>
        </ul>
      </section>
      <section>
        <h3>How it goes</h3>
        <ul>
          <li>
            The clock is the system&#39;s. It goes on while you think; the interviewer can pause it.
          </li>
          <li>Think aloud. The notebook on the right is for what should be remembered.</li>
          <li>Actions are real in this world: they take time, can fail, and can make it worse.</li>
          <li>
            You may ask the interviewer anything. They may give a hint; taking it is no failure.
          </li>
        </ul>
      </section>
    </div>
  );
}
