package io.github.azuredevopsconnector.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.AzureDevOpsConnection;
import io.github.azuredevopsconnector.Inconclusive;
import io.github.azuredevopsconnector.Rejected;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import io.github.azuredevopsconnector.testing.FakeOrganization;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests the recipe {@link TokenReplacement}. */
@Tag("network")
class TokenReplacementTest {

    private static final String NEW_TOKEN = "a-new-token-that-is-not-real";

    @AutoClose
    private final FakeAzureDevOps fake = FakeAzureDevOps.start();

    private final FakeOrganization contoso = fake.organization("contoso");
    private final StoredConnection stored = store();
    private final List<AzureDevOpsConnection> saved = new ArrayList<>();
    private final TokenReplacement replacement = new TokenReplacement(fake.connector(), saved::add);

    @BeforeEach
    void replaceTheTokenInAzureDevOps() {
        contoso.withToken(NEW_TOKEN);
    }

    @Test
    void aNewTokenOfTheSameUserIsSaved() {
        assertThat(replacement.replace(stored, NEW_TOKEN)).startsWith("Connected");

        assertThat(saved).hasSize(1);
        assertThat(saved.get(0).personalAccessToken().reveal()).isEqualTo(NEW_TOKEN);
    }

    @Test
    void aTokenOfAnotherUserIsNotSaved() {
        contoso.withUser(UUID.randomUUID(), "John Doe", "john.doe@contoso.example");

        assertThat(replacement.replace(stored, NEW_TOKEN)).contains("another user");
        assertThat(saved).isEmpty();
    }

    @Test
    void aTokenOfAnotherOrganizationWithTheSameNameIsNotSaved() {
        contoso.withId(UUID.randomUUID());

        assertThat(replacement.replace(stored, NEW_TOKEN)).contains("Another organization");
        assertThat(saved).isEmpty();
    }

    @Test
    void aTokenThatIsNotVerifiedIsNotSaved() {
        assertThat(replacement.replace(stored, ""))
                .isEqualTo(fake.connector().connect(contoso.url(), "").message());
        contoso.leadsTo(Rejected.Reason.TOKEN_EXPIRED);
        assertThat(replacement.replace(stored, NEW_TOKEN))
                .isEqualTo(Rejected.of(Rejected.Reason.TOKEN_EXPIRED).message());
        contoso.leadsTo(Inconclusive.Reason.SERVICE_UNAVAILABLE);
        assertThat(replacement.replace(stored, NEW_TOKEN))
                .isEqualTo(
                        Inconclusive.of(Inconclusive.Reason.SERVICE_UNAVAILABLE).message());

        assertThat(saved).isEmpty();
    }

    private StoredConnection store() {
        try {
            return StoredConnection.of(
                    fake.connector().connect(contoso.url(), fake.token()).orElseThrow(),
                    new TokenEncryption(Map.of(1, new SecretKeySpec(new byte[32], "AES")), 1));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
