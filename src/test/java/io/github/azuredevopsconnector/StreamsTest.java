package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Specifies when a request gets a stream. No thread can be made here, so each task runs on the calling thread. */
class StreamsTest {

    private final Streams streams = new Streams(new Delivery(task -> null));
    private final List<Integer> running = new ArrayList<>();

    @Test
    void aHundredRequestsRunAtOnceAndTheOthersFollowInOrder() {
        List<Streams.Turn> turns = ask(150);
        assertThat(running).isEqualTo(numbers(0, 100));

        turns.get(50).end();
        turns.get(7).end();

        assertThat(running).isEqualTo(numbers(0, 102));
    }

    @Test
    void aTurnThatEndsWhileItWaitsIsSkipped() {
        List<Streams.Turn> turns = ask(103);

        turns.get(100).end();
        turns.get(0).end();
        turns.get(1).end();

        assertThat(running)
                .isEqualTo(IntStream.range(0, 103)
                        .filter(number -> number != 100)
                        .boxed()
                        .collect(Collectors.toList()));
    }

    @Test
    void aTurnThatEndsTwiceFreesOneStream() {
        List<Streams.Turn> turns = ask(103);

        turns.get(0).end();
        turns.get(0).end();

        assertThat(running).isEqualTo(numbers(0, 101));
    }

    @Test
    void aRefusedTurnRunsAgainAsSoonAsAnotherTurnEnds() {
        List<Streams.Turn> turns = ask(10);
        running.clear();
        for (int refused = 3; refused < 10; refused++) { // the server allows three
            turns.get(refused).refuse();
        }
        assertThat(running).isEmpty();

        turns.get(0).end();
        turns.get(1).end();

        assertThat(running).containsExactly(3, 4);
    }

    @Test
    void theLimitRisesAgainAsTurnsEndWithoutARefusal() {
        List<Streams.Turn> turns = ask(40);
        for (int refused = 2; refused < 40; refused++) {
            turns.get(refused).refuse();
        }
        running.clear();

        turns.get(0).end(); // 2 at once
        assertThat(running).containsExactly(2);
        turns.get(1).end(); // 3 at once from here on
        assertThat(running).containsExactly(2, 3, 4);
    }

    /** Other work of the application may hold the streams, so there is no event to wait for. */
    @Test
    void aRefusedTurnAsksAgainByItselfIfNoOtherTurnRuns() {
        CompletableFuture<String> again = new CompletableFuture<>();
        Streams own = new Streams(Delivery.SHARED);
        List<Streams.Turn> turn = new ArrayList<>();
        List<Integer> calls = new ArrayList<>();
        CompletableFuture<String> first = new CompletableFuture<>();
        turn.add(own.turn(() -> {
            calls.add(1);
            (calls.size() == 1 ? first : again).complete("called");
        }));
        turn.get(0).ask();
        assertThat(first).succeedsWithin(20, TimeUnit.SECONDS);

        turn.get(0).refuse();

        assertThat(again).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void noTurnWaitsOverHttp1() {
        ask(150);

        streams.setUnlimited(true);
        assertThat(running).isEqualTo(numbers(0, 150));
    }

    @Test
    void theStreamsOfAClientThatWasReplacedDoNotCount() {
        List<Streams.Turn> turns = ask(250);

        streams.reset();
        assertThat(running).isEqualTo(numbers(0, 200));

        turns.get(0).end(); // was a stream of the old client
        assertThat(running).isEqualTo(numbers(0, 200));
        turns.get(199).end();
        assertThat(running).isEqualTo(numbers(0, 201));
    }

    @Test
    void aTurnThatIsRefusedAfterItsEndTakesNoStream() {
        for (int i = 0; i < 200; i++) {
            Streams.Turn turn = streams.turn(() -> {});
            turn.ask();
            turn.end();
            turn.refuse();
        }

        ask(1);
        assertThat(running).containsExactly(0);
    }

    @Test
    void aRefusedTurnWaitsEvenIfTheLimitWasLifted() {
        streams.setUnlimited(true);
        List<Streams.Turn> turns = ask(3);
        running.clear();

        turns.get(2).refuse();

        assertThat(running).isEmpty(); // not at once, and so not for ever
        turns.get(0).end();
        assertThat(running).containsExactly(2);
    }

    @Test
    void aTaskRunsWithoutTheLock() throws Exception {
        CompletableFuture<String> other = new CompletableFuture<>();
        Streams.Turn turn = streams.turn(() -> {
            Thread thread = new Thread(() -> {
                streams.turn(() -> {}).ask();
                other.complete("not blocked");
            });
            thread.start();
            other.orTimeout(20, TimeUnit.SECONDS).join();
        });

        turn.ask();

        assertThat(other).isCompletedWithValue("not blocked");
    }

    private List<Streams.Turn> ask(int count) {
        List<Streams.Turn> turns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            Streams.Turn turn = streams.turn(() -> running.add(number));
            turns.add(turn);
            turn.ask();
        }
        return turns;
    }

    private static List<Integer> numbers(int first, int end) {
        return IntStream.range(first, end).boxed().collect(Collectors.toList());
    }
}
