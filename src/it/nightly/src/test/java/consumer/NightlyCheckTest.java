package consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.Rejected;
import io.github.azuredevopsconnector.recipes.TokenEncryption;
import io.github.azuredevopsconnector.testing.FakeAnswer;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import io.github.azuredevopsconnector.testing.FakeOrganization;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests what the check of an organization stores, and when it is due again. */
class NightlyCheckTest {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(60);
    private static Database database;

    private final FakeAzureDevOps fake = FakeAzureDevOps.start();
    private final FakeOrganization contoso = fake.organization("contoso");
    private final AdjustableClock clock =
            new AdjustableClock(Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(60));
    private final NightlyCheck check = check(Database.ENCRYPTION);

    @BeforeAll
    static void startDatabase() throws Exception {
        database = new Database();
    }

    @AfterAll
    static void stopDatabase() throws Exception {
        database.close();
    }

    @BeforeEach
    void storeOneConnection() throws Exception {
        database.execute("TRUNCATE azure_devops_connection RESTART IDENTITY");
        store();
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void aGoodTokenIsCheckedAgainTheNextNight() throws Exception {
        Instant next = run().orElseThrow();

        assertNextNight(next);
        assertThat(state()).containsExactly("in use");
    }

    @Test
    void aSecondRejectionThreeHoursLaterDropsTheConnection() throws Exception {
        contoso.leadsTo(Rejected.Reason.TOKEN_EXPIRED);
        Instant first = clock.now;

        assertThat(run()).contains(first.plus(Duration.ofHours(3)));
        assertThat(state()).containsExactly("in doubt");
        clock.now = first.plus(Duration.ofHours(3)).minusSeconds(1);
        assertThat(run()).contains(first.plus(Duration.ofHours(3)));
        assertThat(requests()).isEqualTo(1);
        database.execute("UPDATE azure_devops_connection SET next_check = now()"); // an operator checks it now
        assertThat(run()).contains(first.plus(Duration.ofHours(3)));
        assertThat(state()).containsExactly("in doubt");
        clock.now = first.plus(Duration.ofHours(3));
        assertThat(run()).isEmpty();

        assertThat(state()).containsExactly("dropped");
        assertThat(database.query("SELECT drop_message FROM azure_devops_connection"))
                .containsExactly(Rejected.of(Rejected.Reason.TOKEN_EXPIRED).message());
        assertThat(requests()).isEqualTo(3);
    }

    @Test
    void aTokenThatIsAcceptedAgainIsNoLongerInDoubt() throws Exception {
        contoso.leadsTo(Rejected.Reason.TOKEN_REJECTED);
        clock.now = run().orElseThrow();
        contoso.answers(FakeAnswer.OK);
        run();

        assertThat(state()).containsExactly("in use");
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "CUT", "CAPTIVE_PORTAL", "PROXY_AUTHENTICATION_REQUIRED"})
    void anInconclusiveResultChangesOnlyTheNextCheck(FakeAnswer answer) throws Exception {
        contoso.leadsTo(Rejected.Reason.TOKEN_REJECTED);
        clock.now = run().orElseThrow();
        contoso.answers(answer);

        assertThat(Duration.between(clock.now, run().orElseThrow()))
                .isBetween(Duration.ofMinutes(15), Duration.ofMinutes(30));
        assertThat(state()).containsExactly("in doubt");
    }

    @ParameterizedTest
    @EnumSource(names = {"OK", "RATE_LIMITED", "EXPIRED", "UNAVAILABLE"})
    void theNextCheckOfAnOrganizationWaitsForTheRetryAfterOfAnyResult(FakeAnswer answer) throws Exception {
        store();
        contoso.answers(
                "_apis/connectionData",
                request -> answer.toResponse(contoso, request)
                        .newBuilder()
                        .setHeader("Retry-After", RETRY_AFTER.toSeconds())
                        .build());

        assertThat(run()).contains(clock.now.plus(RETRY_AFTER));
        assertThat(requests()).isEqualTo(1);
        clock.now = clock.now.plus(RETRY_AFTER);
        contoso.answers(FakeAnswer.OK);
        run();
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void anotherOrganizationWithTheSameNameDropsTheConnection() throws Exception {
        contoso.withId(UUID.randomUUID());

        assertThat(run()).isEmpty();
        assertThat(state()).containsExactly("dropped");
    }

    @Test
    void aTokenThatCannotBeDecryptedIsSetAsideUntilTheNextNight() throws Exception {
        store();
        store();
        database.execute("UPDATE azure_devops_connection SET encrypted_token = '\\x0102' WHERE id = 1");
        NightlyCheck withoutKey = check(new TokenEncryption(Map.of(2, new SecretKeySpec(new byte[32], "AES")), 2));

        assertNextNight(run().orElseThrow());
        assertThat(state()).containsExactly("set aside", "in use", "in use");

        clock.now = clock.now.plus(Duration.ofDays(2));
        assertNextNight(withoutKey.check("contoso", () -> false).orElseThrow());
        assertThat(state()).containsExactly("set aside", "set aside", "set aside");

        clock.now = clock.now.plus(Duration.ofDays(2));
        run();
        assertThat(state()).containsExactly("set aside", "in use", "in use");
    }

    @Test
    void aGoodTokenIsEncryptedWithTheNewKeyWhenTheKeyIsRotated() throws Exception {
        SecretKeySpec newKey = new SecretKeySpec(
                new byte[] {
                    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13,
                    14, 15, 16
                },
                "AES");
        check(new TokenEncryption(Map.of(1, new SecretKeySpec(new byte[32], "AES"), 2, newKey), 2))
                .check("contoso", () -> false);
        clock.now = clock.now.plus(Duration.ofDays(2));
        check(new TokenEncryption(Map.of(2, newKey), 2)).check("contoso", () -> false);

        assertThat(database.query("SELECT get_byte(encrypted_token, 0) FROM azure_devops_connection"))
                .containsExactly("2");
        assertThat(state()).containsExactly("in use");
    }

    @Test
    void aTokenThatIsReplacedWhileItIsCheckedIsNotDropped() throws Exception {
        database.execute("UPDATE azure_devops_connection SET first_rejection = now() - interval '1 day'");
        AtomicBoolean replaced = new AtomicBoolean();
        contoso.answers("_apis/connectionData", request -> {
            if (replaced.compareAndSet(false, true)) {
                replaceToken();
                return FakeAnswer.EXPIRED.toResponse(contoso, request);
            }
            return FakeAnswer.OK.toResponse(contoso, request);
        });

        run();

        assertThat(state()).containsExactly("in use");
    }

    @Test
    void aDroppedConnectionIsUsedAgainWhenItsTokenIsReplaced() throws Exception {
        contoso.withId(UUID.randomUUID());
        run();
        replaceToken();

        assertThat(state()).containsExactly("in use");
        assertThat(database.connections.organizationsWithoutTask("check-organization"))
                .containsExactly("contoso");
    }

    @Test
    void aMachineThatIsStoppedLeavesTheRestToAnother() throws Exception {
        store();

        assertThat(check.check("contoso", () -> requests() == 1).orElseThrow()).isBefore(clock.now);
        assertThat(requests()).isEqualTo(1);
    }

    private Optional<Instant> run() {
        return check.check("contoso", () -> false);
    }

    private NightlyCheck check(TokenEncryption encryption) {
        return new NightlyCheck(fake.connectorBuilder(), database.connections, encryption, clock);
    }

    private void store() throws Exception {
        database.store(contoso, fake.token(), contoso.id());
    }

    private void replaceToken() {
        try {
            database.replaceToken(1, contoso, fake.token());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void assertNextNight(Instant time) {
        Instant midnight =
                LocalDate.now(clock).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        assertThat(Duration.between(midnight, time)).isBetween(Duration.ofHours(1), Duration.ofHours(5));
    }

    private long requests() {
        return fake.requests().stream()
                .filter(request -> request.target().contains("/_apis/connectionData"))
                .count();
    }

    private static List<String> state() throws Exception {
        return database.query("SELECT " + Database.STATE + " FROM azure_devops_connection ORDER BY id");
    }

    private static final class AdjustableClock extends Clock {
        Instant now;

        AdjustableClock(Instant now) {
            this.now = now;
        }

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
