package consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.Inconclusive;
import io.github.azuredevopsconnector.Rejected;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

class ConnectControllerTest {

    private static final String CONTOSO = "https://dev.azure.com/contoso";
    private static final String NO_URL_ERROR = "id=\"organizationUrl-error\"></p>";
    private static final String NO_TOKEN_ERROR = "id=\"personalAccessToken-error\"></p>";

    private final FakeAzureDevOps fake = FakeAzureDevOps.start();
    private final List<String> saved = new ArrayList<>();
    private final MockMvcTester web = MockMvcTester.of(
            List.of(new ConnectController(
                    fake.connector(),
                    connection -> saved.add(connection.organizationUrl() + " "
                            + connection.personalAccessToken().reveal()))),
            builder -> builder.setViewResolvers(templates()).build());

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void theFormNamesTheScopes() {
        assertThat(web.get().uri("/connect"))
                .hasStatus(200)
                .bodyText()
                .contains("<title>Connect Azure DevOps</title>", "<li>Project and Team: Read</li>")
                .contains(NO_URL_ERROR, NO_TOKEN_ERROR);
    }

    @Test
    void aVerifiedConnectionIsSavedAndConfirmedAfterARedirect() {
        fake.organization("contoso");

        MvcTestResult answer = submit("contoso.visualstudio.com", fake.token());

        assertThat(answer).hasStatus3xxRedirection().hasRedirectedUrl("/connect");
        assertThat(saved).containsExactly(CONTOSO + " " + fake.token());
        assertThat(web.get().uri("/connect").flashAttrs(answer.getMvcResult().getFlashMap()))
                .bodyText()
                .contains("role=\"status\"", "contoso");
    }

    @Test
    void theMistakesInBothFieldsAreShown() {
        assertThat(submit("https://github.com/contoso", "Bearer " + fake.token()))
                .hasStatus(422)
                .bodyText()
                .contains("<title>Error: ", "value=\"https://github.com/contoso\"", "https://aex.dev.azure.com/me")
                .doesNotContain(NO_URL_ERROR, NO_TOKEN_ERROR, "role=\"alert\"");
    }

    @Test
    void anExpiredTokenIsReportedAtItsField() {
        fake.organization("contoso").leadsTo(Rejected.Reason.TOKEN_EXPIRED);

        assertThat(submit(CONTOSO, fake.token()))
                .hasStatus(422)
                .bodyText()
                .contains(NO_URL_ERROR)
                .doesNotContain(NO_TOKEN_ERROR, "role=\"alert\"");
        assertThat(saved).isEmpty();
    }

    @Test
    void aRejectionThatIsAboutNoFieldIsShownAboveTheForm() {
        fake.organization("contoso").leadsTo(Rejected.Reason.CONDITIONAL_ACCESS);

        assertThat(submit(CONTOSO, fake.token()))
                .hasStatus(422)
                .bodyText()
                .contains("role=\"alert\"", NO_URL_ERROR, NO_TOKEN_ERROR);
    }

    @Test
    void aRateLimitBlamesNoField() {
        fake.organization("contoso").leadsTo(Inconclusive.Reason.RATE_LIMITED);

        assertThat(submit(CONTOSO, fake.token()))
                .hasStatus(503)
                .hasHeader("Retry-After", "30")
                .bodyText()
                .contains("role=\"alert\"", NO_URL_ERROR, NO_TOKEN_ERROR);
        assertThat(saved).isEmpty();
    }

    @Test
    void theTokenIsNeverShown() {
        fake.organization("contoso").leadsTo(Rejected.Reason.TOKEN_EXPIRED);

        assertThat(submit(CONTOSO + "/" + fake.token(), fake.token()))
                .hasStatus(422)
                .bodyText()
                .doesNotContain(fake.token());
        assertThat(submit(CONTOSO + "/a-token", "\"a-token\"")).bodyText().doesNotContain("a-token");
    }

    private MvcTestResult submit(String organizationUrl, String personalAccessToken) {
        return web.post()
                .uri("/connect")
                .param("organizationUrl", organizationUrl)
                .param("personalAccessToken", personalAccessToken)
                .exchange();
    }

    /** Returns a view resolver like the one that Spring Boot configures. */
    private static ThymeleafViewResolver templates() {
        ClassLoaderTemplateResolver files = new ClassLoaderTemplateResolver();
        files.setPrefix("templates/");
        files.setSuffix(".html");
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(files);
        ThymeleafViewResolver views = new ThymeleafViewResolver();
        views.setTemplateEngine(engine);
        views.setCharacterEncoding("UTF-8");
        return views;
    }
}
