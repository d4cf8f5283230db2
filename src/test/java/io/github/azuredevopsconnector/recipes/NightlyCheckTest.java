package io.github.azuredevopsconnector.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.OrganizationUrl;
import io.github.azuredevopsconnector.PersonalAccessToken;
import io.github.azuredevopsconnector.testing.FakeAnswer;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import io.github.azuredevopsconnector.testing.FakeOrganization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("network")
class NightlyCheckTest implements NightlyCheck.Connections {

    private final FakeAzureDevOps fake = FakeAzureDevOps.start();
    private final FakeOrganization contoso = fake.organization("contoso");
    private final List<String> steps = new ArrayList<>();
    private final NightlyCheck check = new NightlyCheck(fake.connector(), this);

    @AfterEach
    void stop() {
        fake.close();
    }

    @ParameterizedTest
    @CsvSource({
        "OK, keep",
        "EXPIRED, tell",
        "NOT_A_MEMBER, tell",
        "RATE_LIMITED, again after PT30S",
        "CUT, again after PT15M",
        "CAPTIVE_PORTAL, again after PT15M",
    })
    void onlyARejectionTroublesThePerson(FakeAnswer answer, String step) {
        contoso.answers(answer);

        check(Optional.of(contoso.id()));

        assertThat(steps).containsExactly(step);
    }

    @Test
    void anotherOrganizationOfTheSameNameIsNotTheSame() {
        check(Optional.of(UUID.randomUUID()));

        assertThat(steps).containsExactly("tell");
    }

    @Test
    void anOrganizationWhoseIdWasNotKnownIsTheSame() {
        check(Optional.empty());

        assertThat(steps).containsExactly("keep");
    }

    private void check(Optional<UUID> storedId) {
        check.check(OrganizationUrl.parse(contoso.url()), storedId, PersonalAccessToken.of(fake.token()));
    }

    @Override
    public void keep(OrganizationUrl organization) {
        steps.add("keep");
    }

    @Override
    public void tellOwner(OrganizationUrl organization, String message) {
        steps.add("tell");
    }

    @Override
    public void checkAgain(OrganizationUrl organization, Duration wait) {
        steps.add("again after " + wait);
    }
}
