package io.github.azuredevopsconnector.recipes;

import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.VerificationResult;
import io.github.azuredevopsconnector.recipes.StoredConnection.Vault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Verifies each stored connection once a night. It remembers nothing: the application's own table does, so that a
 * restart loses nothing.
 */
final class NightlyCheck implements AutoCloseable {

    /** The application's table of connections. Each method is one statement, committed before the method returns. */
    interface Connections {

        /** Returns the connections whose next check is due, unless their organization is paused. */
        List<StoredConnection> due(Instant now, int limit);

        /** Returns when the connection was first rejected since it was last verified. */
        Optional<Instant> firstRejection(StoredConnection connection);

        /** The token is good: forgets a rejection. */
        void keep(StoredConnection connection, Instant nextCheck);

        /** Nothing was learned: changes the next check and nothing else. */
        void checkAgain(StoredConnection connection, Instant nextCheck);

        /** The token was rejected, perhaps by mistake: the connection stays in use. */
        void doubt(StoredConnection connection, Instant firstRejection, Instant nextCheck);

        /** The connection is not used any more: its owner sees the message and has to connect again. */
        void drop(StoredConnection connection, String message);

        /** Azure DevOps asked for a pause: no connection of this organization is due before it ends. */
        void pause(String organization, Instant end);
    }

    private static final Duration BETWEEN_REJECTIONS = Duration.ofHours(3);
    private static final Duration BEFORE_RETRY = Duration.ofMinutes(15);

    private final AzureDevOpsConnector connector;
    private final Connections connections;
    private final Vault vault;
    private final Clock clock;
    private final ExecutorService threads = Executors.newFixedThreadPool(20); // so many checks at once, and no more
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

    /** Azure DevOps delays requests to a busy organization by up to 30 seconds: waits longer than a form does. */
    NightlyCheck(AzureDevOpsConnector.Builder connector, Connections connections, Vault vault, Clock clock) {
        this.connector = connector.timeout(Duration.ofSeconds(45)).build();
        this.connections = connections;
        this.vault = vault;
        this.clock = clock;
    }

    void start() {
        scheduler.scheduleWithFixedDelay(this::checkDue, 0, 1, TimeUnit.MINUTES);
    }

    /** Checks what is due, and waits for all of it, so that no connection is checked twice at the same time. */
    void checkDue() {
        try {
            List<Callable<Object>> checks = connections.due(clock.instant(), 1_000).stream()
                    .map(connection -> Executors.callable(() -> check(connection)))
                    .collect(Collectors.toList());
            for (Future<Object> check : threads.invokeAll(checks)) {
                check.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | RuntimeException e) { // the scheduler ends a task that throws
            System.getLogger(NightlyCheck.class.getName()).log(System.Logger.Level.ERROR, "The check failed", e);
        }
    }

    void check(StoredConnection stored) {
        VerificationResult result = stored.connectAgain(connector, vault);
        Instant now = clock.instant();
        result.retryAfter().ifPresent(wait -> connections.pause(stored.organization, now.plus(wait)));
        if (result.isInconclusive()) {
            connections.checkAgain(stored, now.plus(BEFORE_RETRY).plus(upTo(BEFORE_RETRY)));
        } else if (result.isRejected()) {
            rejected(stored, result.message(), now);
        } else if (stored.isSameOrganization(result.orElseThrow())) {
            connections.keep(stored, nextNight());
        } else {
            connections.drop(stored, "Another organization has this name now: please connect again.");
        }
    }

    /** Believes a second rejection, some time after the first. */
    private void rejected(StoredConnection stored, String message, Instant now) {
        Instant first = connections.firstRejection(stored).orElse(now);
        Instant second = first.plus(BETWEEN_REJECTIONS);
        if (now.isBefore(second)) {
            connections.doubt(stored, first, second);
        } else {
            connections.drop(stored, message);
        }
    }

    /** Returns a time between one and five o'clock, another one for each connection, to spread the load. */
    Instant nextNight() {
        return LocalDate.now(clock)
                .plusDays(1)
                .atTime(1, 0)
                .atZone(clock.getZone())
                .toInstant()
                .plus(upTo(Duration.ofHours(4)));
    }

    private static Duration upTo(Duration limit) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(limit.toMillis()));
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        threads.shutdownNow();
    }
}
