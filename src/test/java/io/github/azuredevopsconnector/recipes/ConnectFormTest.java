package io.github.azuredevopsconnector.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.Inconclusive;
import io.github.azuredevopsconnector.Rejected;
import io.github.azuredevopsconnector.testing.FakeAnswer;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How an application tests its form: offline, against what Azure DevOps would answer. */
@Tag("network")
class ConnectFormTest {

    private final FakeAzureDevOps fake = FakeAzureDevOps.start();
    private final List<String> saved = new ArrayList<>();
    private final ConnectForm form = new ConnectForm(
            fake.connector(), (connection, token) -> saved.add(connection.organizationUrl() + " " + token.reveal()));

    @AfterEach
    void stop() {
        fake.close();
    }

    @ParameterizedTest
    @CsvSource({"https://dev.azure.com/Contoso", "https://contoso.visualstudio.com/Fabrikam/_git/website"})
    void theRightTokenIsSaved(String organizationUrl) {
        fake.organization("contoso");

        FormAnswer answer = form.submit(organizationUrl, " " + fake.token() + "\n");

        assertThat(answer.status).isEqualTo(200);
        assertThat(saved).containsExactly("https://dev.azure.com/contoso " + fake.token());
    }

    @ParameterizedTest
    @CsvSource({
        "EXPIRED, 422, personalAccessToken",
        "GLOBAL_TOKEN_PROHIBITED, 422, personalAccessToken",
        "NOT_FOUND, 422, organizationUrl",
        "UNAUTHORIZED, 422, ''",
        "CONDITIONAL_ACCESS, 422, ''",
        "UNAVAILABLE, 503, ''",
        "CUT, 503, ''",
    })
    void anythingElseIsToldAtItsField(FakeAnswer answer, int status, String field) {
        fake.organization("contoso").answers(answer);

        FormAnswer shown = form.submit("https://dev.azure.com/contoso", fake.token());

        assertThat(shown.status).isEqualTo(status);
        assertThat(shown.field).isEqualTo(field);
        assertThat(shown.message).isNotBlank().doesNotContain(fake.token());
        assertThat(saved).isEmpty();
    }

    @Test
    void aMistypedUrlIsToldAtItsField() {
        assertThat(form.submit("contoso", fake.token()).field).isEqualTo("organizationUrl");
        assertThat(form.submit("https://dev.azure.com/contoso", "Bearer x").field)
                .isEqualTo("personalAccessToken");
        assertThat(fake.requests()).isEmpty();
    }

    /** Without any connection at all. */
    @ParameterizedTest
    @EnumSource
    void everyRejectionIsUnprocessable(Rejected.Reason reason) {
        assertThat(FormAnswer.to(Rejected.of(reason)).status).isEqualTo(422);
    }

    @ParameterizedTest
    @EnumSource
    void nothingInconclusiveBlamesAField(Inconclusive.Reason reason) {
        FormAnswer answer = FormAnswer.to(Inconclusive.of(reason));

        assertThat(answer.status).isEqualTo(503);
        assertThat(answer.field).isEmpty();
    }
}
