package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that a null argument is refused at once. */
@SuppressWarnings("NullAway")
class NullArgumentTest {

    private static final OrganizationUrl ORGANIZATION = OrganizationUrl.ofOrganization("contoso");
    private static final PersonalAccessToken TOKEN = PersonalAccessToken.of("secret");
    private static final AzureDevOpsConnector CONNECTOR = AzureDevOpsConnector.create();
    private static final Verified VERIFIED =
            Verified.of(ORGANIZATION, TOKEN, AuthenticatedUser.of(new UUID(0, 1), "Jane Doe"));
    private static final AzureDevOpsConnection CONNECTION = VERIFIED.connection();

    static List<ThrowingCallable> callsWithNull() {
        return List.of(
                () -> OrganizationUrl.parse(null),
                () -> OrganizationUrl.tryParse(null),
                () -> OrganizationUrl.ofOrganization(null),
                () -> OrganizationUrl.mayContainSecret(null),
                () -> ORGANIZATION.resolve(null),
                () -> PersonalAccessToken.of(null),
                () -> CONNECTOR.connect(null, "secret"),
                () -> CONNECTOR.connect("not an organization", null),
                () -> CONNECTOR.connect(null, TOKEN),
                () -> CONNECTOR.connect(ORGANIZATION, null),
                () -> CONNECTOR.connectAsync(null, "secret"),
                () -> CONNECTOR.connectAsync("not an organization", null),
                () -> CONNECTOR.connectAsync(null, TOKEN),
                () -> CONNECTOR.connectAsync(ORGANIZATION, null),
                () -> AzureDevOpsConnector.builder().httpClient(null),
                () -> AzureDevOpsConnector.builder().timeout(null),
                () -> AzureDevOpsConnector.builder().userAgent(null),
                () -> AzureDevOpsConnector.builder().requires((TokenScope) null),
                () -> AzureDevOpsConnector.builder().requires((Collection<TokenScope>) null),
                () -> AzureDevOpsConnector.builder().prefers((TokenScope) null),
                () -> AzureDevOpsConnector.builder().prefers(Collections.singleton(null)),
                () -> Rejected.of((Rejected.Reason) null),
                () -> Inconclusive.of(null),
                () -> Inconclusive.of(null, Duration.ZERO),
                () -> Inconclusive.of(Inconclusive.Reason.TIMED_OUT, null),
                () -> CONNECTION.request(null),
                () -> VERIFIED.match(null, rejected -> "", inconclusive -> ""),
                () -> VERIFIED.match(verified -> "", null, inconclusive -> ""),
                () -> VERIFIED.match(verified -> "", rejected -> "", null));
    }

    @ParameterizedTest
    @MethodSource("callsWithNull")
    void aNullArgumentIsRefused(ThrowingCallable call) {
        assertThatNullPointerException().isThrownBy(call);
    }
}
