package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Specifies the help page of each rejection. */
class HelpPageTest {

    private static final OrganizationUrl CONTOSO = OrganizationUrl.ofOrganization("contoso");

    @ParameterizedTest
    @CsvSource({
        "INVALID_ORGANIZATION_URL, https://aex.dev.azure.com/me",
        "INVALID_TOKEN, https://dev.azure.com/contoso/_usersSettings/tokens",
        "TOKEN_REJECTED, https://dev.azure.com/contoso/_usersSettings/tokens",
        "TOKEN_EXPIRED, https://dev.azure.com/contoso/_usersSettings/tokens",
        "MISSING_SCOPE, https://dev.azure.com/contoso/_usersSettings/tokens",
        "NOT_A_MEMBER, https://dev.azure.com/contoso/_settings/users",
        "ACCESS_DENIED,",
        "CONDITIONAL_ACCESS, https://dev.azure.com/contoso/_settings/organizationPolicy",
        "GLOBAL_TOKEN_PROHIBITED, https://dev.azure.com/contoso/_usersSettings/tokens",
        "ORGANIZATION_NOT_FOUND, https://aex.dev.azure.com/me",
        "ORGANIZATION_DEACTIVATED, https://dev.azure.com/contoso",
    })
    void theReasonDecidesTheHelpPage(Rejected.Reason reason, @Nullable URI page) {
        assertThat(Rejected.of(reason, CONTOSO).helpPage()).isEqualTo(Optional.ofNullable(page));
    }

    @Test
    void aUserWhoNeverSignedInIsSentToTheOrganization() {
        assertThat(Rejected.Reason.NOT_A_MEMBER.helpPage(CONTOSO, Finding.Detail.NEVER_SIGNED_IN))
                .contains(URI.create("https://dev.azure.com/contoso"));
    }

    @ParameterizedTest
    @EnumSource
    void aRejectionMadeFromItsReasonAloneHasNoHelpPage(Rejected.Reason reason) {
        assertThat(Rejected.of(reason).helpPage()).isEmpty();
        assertThat(Rejected.ofMissingScopes(TokenScope.CODE_READ).helpPage()).isEmpty();
    }

    @Test
    void aMalformedTokenLeadsToTheTokensPage() {
        InvalidPersonalAccessTokenException cause =
                new InvalidPersonalAccessTokenException(InvalidPersonalAccessTokenException.Reason.EMPTY);

        assertThat(Rejected.of(cause, CONTOSO).helpPage()).contains(CONTOSO.tokensPage());
    }

    @ParameterizedTest
    @EnumSource
    void aMalformedUrlLeadsToTheUsersOrganizationsUnlessThereIsNoUrl(InvalidOrganizationUrlException.Reason reason) {
        boolean noUrl = reason == InvalidOrganizationUrlException.Reason.EMPTY
                || reason == InvalidOrganizationUrlException.Reason.LOOKS_LIKE_TOKEN;

        assertThat(Rejected.of(new InvalidOrganizationUrlException(reason), null)
                        .helpPage())
                .isEqualTo(noUrl ? Optional.empty() : Optional.of(URI.create("https://aex.dev.azure.com/me")));
    }
}
