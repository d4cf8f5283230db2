package consumer.outcome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.azuredevopsconnector.AuthenticatedUser;
import io.github.azuredevopsconnector.Inconclusive;
import io.github.azuredevopsconnector.OrganizationUrl;
import io.github.azuredevopsconnector.PersonalAccessToken;
import io.github.azuredevopsconnector.Rejected;
import io.github.azuredevopsconnector.VerificationException;
import io.github.azuredevopsconnector.VerificationResult;
import io.github.azuredevopsconnector.Verified;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    private static final Verified VERIFIED = Verified.of(
            OrganizationUrl.ofOrganization("contoso"),
            PersonalAccessToken.of("token"),
            AuthenticatedUser.of(UUID.randomUUID(), "Alice"));
    private static final Rejected REJECTED = Rejected.of(Rejected.Reason.TOKEN_EXPIRED);
    private static final Inconclusive INCONCLUSIVE =
            Inconclusive.of(Inconclusive.Reason.RATE_LIMITED, Duration.ofSeconds(30));

    @Test
    void eachOutcomeHasItsCase() {
        assertEquals("connected as Alice", Outcome.of(VERIFIED));
        assertEquals("rejected: TOKEN_EXPIRED", Outcome.of(REJECTED));
        assertEquals("not known: RATE_LIMITED", Outcome.of(INCONCLUSIVE));
    }

    @Test
    void theSealedClassIsLoaded() {
        assertTrue(VerificationResult.class.isSealed());
        assertEquals(
                List.of(Verified.class, Rejected.class, Inconclusive.class),
                List.of(VerificationResult.class.getPermittedSubclasses()));
        assertEquals(
                Boolean.getBoolean("consumer.modulePath"),
                VerificationResult.class.getModule().isNamed());
    }

    @Test
    void everyMethodOfTheSealedClassWorks() {
        for (VerificationResult result : List.of(VERIFIED, REJECTED, INCONCLUSIVE)) {
            assertEquals(result == VERIFIED, result.isVerified());
            assertEquals(result == REJECTED, result.isRejected());
            assertEquals(result == INCONCLUSIVE, result.isInconclusive());
            assertFalse(result.message().isEmpty());
            VerificationResult matched = result.<VerificationResult>match(
                    verified -> verified, rejected -> rejected, inconclusive -> inconclusive);
            assertSame(result, matched);
        }
        assertEquals(Optional.of(Duration.ofSeconds(30)), INCONCLUSIVE.retryAfter());
        assertEquals(Optional.empty(), REJECTED.retryAfter());
        assertSame(VERIFIED.connection(), VERIFIED.orElseThrow());
        assertSame(
                REJECTED,
                assertThrows(VerificationException.class, REJECTED::orElseThrow).result());
    }

    /** The jar tool of JDK 17 cannot read a sealed class, so this test runs with JDK 21 or later. */
    @Test
    void theJarIsValid() throws Exception {
        Path jar = Path.of(VerificationResult.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());

        assertEquals(
                0,
                ToolProvider.findFirst("jar")
                        .orElseThrow()
                        .run(System.out, System.err, "--validate", "--file", jar.toString()));
    }
}
