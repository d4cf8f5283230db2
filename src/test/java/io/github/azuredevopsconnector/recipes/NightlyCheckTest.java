package io.github.azuredevopsconnector.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.AuthenticatedUser;
import io.github.azuredevopsconnector.OrganizationUrl;
import io.github.azuredevopsconnector.PersonalAccessToken;
import io.github.azuredevopsconnector.Rejected;
import io.github.azuredevopsconnector.Verified;
import io.github.azuredevopsconnector.testing.FakeAnswer;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import io.github.azuredevopsconnector.testing.FakeOrganization;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests the recipe {@link NightlyCheck}: when it keeps, doubts or drops a connection. */
@Tag("network")
class NightlyCheckTest {

    private static final Instant EVENING = Instant.parse("2026-11-23T20:00:00Z");

    private final FakeAzureDevOps fake = FakeAzureDevOps.start();
    private final FakeOrganization contoso = fake.organization("contoso");
    private final Table table = new Table();
    private final AdjustableClock clock = new AdjustableClock();
    private NightlyCheck check = newCheck();

    @AfterEach
    void stop() {
        check.close();
        fake.close();
    }

    @Test
    void aGoodTokenIsCheckedAgainInTheNextNight() {
        check.checkDue();

        assertThat(table.steps).containsExactly("keep");
        assertThat(table.nextCheck).isBetween("2026-11-24T01:00:00Z", "2026-11-24T05:00:00Z");
    }

    @Test
    void aSecondRejectionHoursLaterDropsTheConnection() {
        contoso.leadsTo(Rejected.Reason.TOKEN_EXPIRED);

        check.checkDue();
        check.checkDue(); // is not due yet
        check.check(table.stored); // outside the nightly run
        clock.now = table.nextCheck;
        check.checkDue();

        assertThat(table.steps).containsExactly("doubt", "doubt", "drop");
        assertThat(clock.now).isEqualTo(EVENING.plus(Duration.ofHours(3)));
        assertThat(table.message).contains("has expired");
    }

    @Test
    void aRestartForgetsNoRejection() {
        contoso.leadsTo(Rejected.Reason.TOKEN_REJECTED);
        check.checkDue();

        check.close();
        check = newCheck();
        clock.now = table.nextCheck;
        check.checkDue();

        assertThat(table.steps).containsExactly("doubt", "drop");
    }

    @Test
    void aTokenThatIsAcceptedAgainIsNoLongerInDoubt() {
        contoso.leadsTo(Rejected.Reason.TOKEN_REJECTED);
        check.checkDue();
        contoso.answers(FakeAnswer.OK);
        clock.now = table.nextCheck;
        check.checkDue();

        assertThat(table.steps).containsExactly("doubt", "keep");
        assertThat(table.firstRejection).isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"RATE_LIMITED", "UNAVAILABLE", "CUT", "CAPTIVE_PORTAL", "PROXY_AUTHENTICATION_REQUIRED"})
    void anInconclusiveResultDoesNotDropTheConnection(FakeAnswer answer) {
        contoso.leadsTo(Rejected.Reason.TOKEN_REJECTED);
        check.checkDue();
        contoso.answers(answer);
        clock.now = table.nextCheck;
        check.checkDue();

        assertThat(table.steps).startsWith("doubt").endsWith("check again").doesNotContain("drop");
        assertThat(table.firstRejection).isEqualTo(EVENING);
        assertThat(Duration.between(clock.now, table.nextCheck))
                .isBetween(Duration.ofMinutes(15), Duration.ofMinutes(30));
    }

    @Test
    void thePauseThatAzureDevOpsAsksForIsStoredEvenIfTheTokenIsGood() {
        contoso.answers(
                "_apis/connectionData",
                request -> FakeAnswer.OK
                        .toResponse(contoso, request)
                        .newBuilder()
                        .setHeader("Retry-After", "60")
                        .build());

        check.checkDue();

        assertThat(table.steps).containsExactly("pause contoso for 60 s", "keep");
    }

    @Test
    void anotherOrganizationWithTheSameNameDropsTheConnection() {
        contoso.withId(UUID.randomUUID());

        check.checkDue();

        assertThat(table.steps).containsExactly("drop");
        assertThat(table.message).contains("Another organization");
    }

    @Test
    void theSchedulerChecksWhatIsDue() {
        check.start();

        assertThat(table.kept.orTimeout(10, TimeUnit.SECONDS).join()).isTrue();
    }

    @Test
    void aTableThatFailsDoesNotEndTheSchedule() {
        table.fails = true;
        check.checkDue();
        table.fails = false;
        check.checkDue();

        assertThat(table.steps).containsExactly("keep");
    }

    private NightlyCheck newCheck() {
        return new NightlyCheck(fake.connectorBuilder(), table, table, clock);
    }

    /** A table of one row. */
    private final class Table implements NightlyCheck.Connections, StoredConnection.Vault {
        final StoredConnection stored = StoredConnection.of(
                Verified.of(
                                OrganizationUrl.ofOrganization("contoso"),
                                PersonalAccessToken.of(fake.token()),
                                AuthenticatedUser.of(contoso.userId(), "Jane Doe"),
                                contoso.id())
                        .connection(),
                this);
        final List<String> steps = new ArrayList<>();
        final CompletableFuture<Boolean> kept = new CompletableFuture<>();
        volatile boolean fails;
        Instant nextCheck = EVENING;

        @Nullable
        Instant firstRejection;

        @Nullable
        String message;

        @Override
        public List<StoredConnection> due(Instant now, int limit) {
            if (fails) {
                throw new IllegalStateException("no database");
            }
            return nextCheck.isAfter(now) ? List.of() : List.of(stored);
        }

        @Override
        public Optional<Instant> firstRejection(StoredConnection connection) {
            return Optional.ofNullable(firstRejection);
        }

        @Override
        public void keep(StoredConnection connection, Instant next) {
            step("keep", null, next);
            kept.complete(true);
        }

        @Override
        public void checkAgain(StoredConnection connection, Instant next) {
            step("check again", firstRejection, next);
        }

        @Override
        public void doubt(StoredConnection connection, Instant first, Instant next) {
            step("doubt", first, next);
        }

        @Override
        public void drop(StoredConnection connection, String why) {
            step("drop", firstRejection, Instant.MAX);
            message = why;
        }

        @Override
        public void pause(String organization, Instant end) {
            steps.add("pause " + organization + " for "
                    + Duration.between(clock.instant(), end).toSeconds() + " s");
        }

        private void step(String step, @Nullable Instant first, Instant next) {
            steps.add(step);
            firstRejection = first;
            nextCheck = next;
        }

        @Override
        public String encrypt(String secret) {
            return secret;
        }

        @Override
        public String decrypt(String encrypted) {
            return encrypted;
        }
    }

    private static final class AdjustableClock extends Clock {
        volatile Instant now = EVENING;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.fixed(now, zone);
        }
    }
}
