package consumer;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import consumer.Connections.Row;
import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.OrganizationUrl;
import io.github.azuredevopsconnector.VerificationResult;
import io.github.azuredevopsconnector.recipes.TokenEncryption;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies each stored connection once a night, on every machine that starts {@link #scheduler}. All state is in the
 * database, so a machine can be stopped or killed at any time.
 */
final class NightlyCheck {

    private static final Logger LOGGER = LoggerFactory.getLogger(NightlyCheck.class);
    private static final String TASK = "check-organization";
    private static final int THREADS = 20;
    private static final Duration BETWEEN_REJECTIONS = Duration.ofHours(3);
    private static final Duration BEFORE_RETRY = Duration.ofMinutes(15);

    private final AzureDevOpsConnector connector;
    private final Connections connections;
    private final TokenEncryption encryption;
    private final Clock clock;

    /**
     * Uses a longer timeout than a form, because Azure DevOps delays requests to a busy organization by up to 30
     * seconds.
     */
    NightlyCheck(
            AzureDevOpsConnector.Builder connector, Connections connections, TokenEncryption encryption, Clock clock) {
        this.connector = connector.timeout(Duration.ofSeconds(45)).build();
        this.connections = connections;
        this.encryption = encryption;
        this.clock = clock;
    }

    /** Returns the scheduler of one machine. It takes no more organizations than it has threads. */
    SchedulerBuilder scheduler(DataSource dataSource) {
        CustomTask<Void> checks = checks();
        return Scheduler.create(dataSource, checks)
                .startTasks(newOrganizations(checks))
                .threads(THREADS)
                .pollUsingLockAndFetch(0.5, 1.0)
                .shutdownMaxWait(Duration.ofSeconds(60))
                .registerShutdownHook();
    }

    /** Each organization has an instance of this task, which the database gives to one machine at a time. */
    private CustomTask<Void> checks() {
        return Tasks.custom(TASK, Void.class)
                .onDeadExecutionRevive() // the machine was killed
                // A check fails, for example, if the database fails.
                .onFailure((execution, operations) -> operations.reschedule(execution, soon()))
                .execute((organization, context) -> check(
                                organization.getId(), context.getSchedulerState()::isShuttingDown)
                        .<CompletionHandler<Void>>map(
                                time -> (execution, operations) -> operations.reschedule(execution, time))
                        .orElseGet(OnCompleteRemove::new));
    }

    /** Creates a task for new organizations, so that a form only has to insert a connection. */
    private RecurringTask<Void> newOrganizations(CustomTask<Void> checks) {
        return Tasks.recurring("schedule-new-organizations", Schedules.fixedDelay(Duration.ofHours(1)))
                .execute((instance, context) -> {
                    for (String organization : connections.organizationsWithoutTask(TASK)) {
                        context.getSchedulerClient()
                                .scheduleIfNotExists(checks.instance(organization), clock.instant());
                    }
                });
    }

    /**
     * Checks the due connections of an organization, one after another.
     *
     * @return when to check this organization again; empty if it has no connection in use
     */
    Optional<Instant> check(String organization, BooleanSupplier shuttingDown) {
        Instant nextNight = nextNight();
        while (true) {
            Optional<Row> next = connections.next(organization);
            if (next.isEmpty() || next.get().nextCheck().isAfter(clock.instant()) || shuttingDown.getAsBoolean()) {
                return next.map(Row::nextCheck);
            }
            Optional<Duration> wait = check(next.get(), nextNight);
            if (wait.isPresent()) {
                return wait.map(clock.instant()::plus);
            }
        }
    }

    /**
     * Checks one connection and stores the result. Returns how long to wait before the next request to the
     * organization, or empty.
     */
    private Optional<Duration> check(Row row, Instant nextNight) {
        VerificationResult result;
        byte[] encryptedToken;
        try {
            result = connector.connect(
                    OrganizationUrl.ofOrganization(row.organization()),
                    encryption.decrypt(row.encryptedToken(), row.organizationId()));
            encryptedToken = encryption.withCurrentKey(row.encryptedToken(), row.organizationId());
        } catch (GeneralSecurityException | RuntimeException e) {
            LOGGER.error("Connection {} cannot be checked", row.id(), e);
            connections.setAside(row, clock.instant(), nextNight);
            return Optional.empty();
        }
        if (result.isInconclusive()) {
            connections.checkAgain(row, soon());
        } else if (result.isRejected()) {
            rejected(row, result.message(), clock.instant());
        } else if (row.isSameOrganization(result.orElseThrow())) {
            connections.keep(row, encryptedToken, nextNight);
        } else {
            connections.drop(row, "Another organization has this name now. Connect again.", clock.instant());
        }
        return result.retryAfter();
    }

    /** Drops the connection on the second rejection, at least three hours after the first. */
    private void rejected(Row row, String message, Instant now) {
        Instant first = row.firstRejection().orElse(now);
        Instant second = first.plus(BETWEEN_REJECTIONS);
        if (now.isBefore(second)) {
            connections.doubt(row, first, second);
        } else {
            connections.drop(row, message, now);
        }
    }

    private Instant soon() {
        return clock.instant().plus(BEFORE_RETRY).plus(upTo(BEFORE_RETRY));
    }

    /** Returns a random time between one and five o'clock of the next night, to spread the load. */
    private Instant nextNight() {
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
}
