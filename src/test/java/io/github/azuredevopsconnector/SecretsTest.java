package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.azuredevopsconnector.testing.FakeAnswer;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import io.github.azuredevopsconnector.testing.FakeOrganization;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * Specifies that no eight consecutive characters of the token or its header appear in a log, a message,
 * {@code toString()} or a serialized form. Only the id of the user may appear in a log or {@code toString()}, and no
 * other data about the user.
 */
@Tag("network")
class SecretsTest {

    private static final String DISPLAY_NAME = "Wilhelmina Quirk";
    private static final String ACCOUNT = "w.quirk@fabrikam.example";

    @AutoClose
    private static final Recorder RECORDER = new Recorder();

    /** The rows run in parallel. */
    @AutoClose
    private static final FakeAzureDevOps FAKE = FakeAzureDevOps.start();

    private static final HttpClient CLIENT = FAKE.httpClient();
    private static final AzureDevOpsConnector CONNECTOR =
            AzureDevOpsConnector.builder().httpClient(CLIENT).build();

    @ParameterizedTest
    @EnumSource
    void noAnswerLeaksASecret(FakeAnswer answer) throws Exception {
        Secrets secrets = Secrets.random();
        FakeOrganization organization = FAKE.organization("secret-" + UUID.randomUUID())
                .answers(answer)
                .withToken(secrets.token())
                .withUser(UUID.randomUUID(), DISPLAY_NAME, ACCOUNT);
        AzureDevOpsConnector connector = AzureDevOpsConnector.builder()
                .httpClient(CLIENT)
                .requires(TokenScope.CODE_READ)
                .timeout(answer.hangs() ? Duration.ofMillis(500) : Duration.ofSeconds(20))
                .build();

        VerificationResult result = connector.connect(organization.url(), secrets.token());

        List<String> log = RECORDER.textsAbout(organization.url());
        secrets.assertNotIn(log);
        assertSaysNothingAboutTheUser(log);
        List<String> prints = new ArrayList<>(PrintedForms.inPrint(result));
        secrets.assertNotIn(PrintedForms.of(result));
        result.match(
                verified -> {
                    secrets.assertNotIn(PrintedForms.of(verified.connection()));
                    secrets.assertNotIn(PrintedForms.of(verified.connection().user()));
                    prints.addAll(PrintedForms.inPrint(verified.connection()));
                    return prints.addAll(
                            PrintedForms.inPrint(verified.connection().user()));
                },
                rejected -> prints.addAll(refusalOf(rejected, secrets)),
                inconclusive -> prints.addAll(refusalOf(inconclusive, secrets)));
        assertSaysNothingAboutTheUser(prints);
        if (!result.isVerified()) {
            assertThat(log)
                    .noneMatch(text -> text.contains(organization.userId().toString()));
            assertThat(prints)
                    .noneMatch(text -> text.contains(organization.userId().toString()));
        }
    }

    private static List<String> refusalOf(VerificationResult result, Secrets secrets) {
        Throwable exception = catchThrowable(result::orElseThrow);
        secrets.assertNotIn(PrintedForms.of(exception));
        return PrintedForms.inPrint(exception);
    }

    private static void assertSaysNothingAboutTheUser(List<String> texts) {
        assertThat(texts)
                .noneMatch(text -> text.contains("Wilhelmina"))
                .noneMatch(text -> text.contains("Quirk"))
                .noneMatch(text -> text.contains("quirk"));
    }

    @Test
    void noNetworkFailureLeaksASecret() throws Exception {
        Secrets secrets = Secrets.random();
        try (Socket silent = new Socket()) { // keeps its port, but does not listen
            silent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            HttpClient unreachable = HttpClient.newBuilder()
                    .proxy(ProxySelector.of((InetSocketAddress) silent.getLocalSocketAddress()))
                    .build();
            HttpClient untrusting = FAKE.untrustingHttpClientBuilder().build();
            HttpClient refusing = FAKE.httpClientBuilder()
                    .executor(task -> {
                        throw new RejectedExecutionException("full");
                    })
                    .build();

            for (HttpClient client : List.of(unreachable, untrusting, refusing)) {
                VerificationResult result = AzureDevOpsConnector.builder()
                        .httpClient(client)
                        .timeout(Duration.ofSeconds(5)) // some JDKs do not report that the executor refused
                        .build()
                        .connect("https://dev.azure.com/contoso", secrets.token());

                assertThat(result.isInconclusive()).isTrue();
                assertThat(((Inconclusive) result).cause()).isPresent();
                secrets.assertNotIn(PrintedForms.of(result));
                refusalOf(result, secrets);
            }
            secrets.assertNotIn(RECORDER.textsAbout("https://dev.azure.com/contoso"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{token}",
                "Authorization: Basic {header}",
                "https://contoso:{token}@dev.azure.com/contoso",
                "https://dev.azure.com/contoso/{token}/..",
                "https://dev.azure.com/contoso?pat={token}%\u00E4",
                "https://dev.azure.com/contoso\nAuthorization: Basic {header}"
            })
    void aSecretInMalformedInputIsNotLeaked(String template) {
        Secrets secrets = Secrets.random();
        String header = PersonalAccessToken.of(secrets.token()).authorizationHeader();
        String text = template.replace("{token}", secrets.token()).replace("{header}", header.substring(6));

        secrets.assertNotIn(
                PrintedForms.of(catchThrowable(() -> OrganizationUrl.parse(text)))); // each is refused as a URL
        secrets.assertNotIn(PrintedForms.of(catchThrowable(() -> OrganizationUrl.ofOrganization(text))));
        secrets.assertNotIn(PrintedForms.of(OrganizationUrl.tryParse(text)));
        secrets.assertNotIn(PrintedForms.of(CONNECTOR.connect(text, secrets.token())));
        secrets.assertNotIn(PrintedForms.of(CONNECTOR.connect(text, text)));

        String path = text.replace("https://", "") + "/../\u00E4";
        OrganizationUrl contoso = OrganizationUrl.ofOrganization("contoso");
        secrets.assertNotIn(PrintedForms.of(catchThrowable(() -> contoso.resolve(path))));
        secrets.assertNotIn(PrintedForms.of(catchThrowable(() -> contoso.resolve("a?" + path))));
        secrets.assertNotIn(
                PrintedForms.of(catchThrowable(() -> connection(secrets).request(path))));
        secrets.assertNotIn(PrintedForms.of(
                catchThrowable(() -> AzureDevOpsConnector.builder().userAgent(text + "\n"))));

        Throwable refusal = catchThrowable(() -> PersonalAccessToken.of(text));
        secrets.assertNotIn(PrintedForms.of(refusal == null ? PersonalAccessToken.of(text) : refusal));
        if (refusal != null) {
            secrets.assertNotIn(PrintedForms.of(CONNECTOR.connect("https://dev.azure.com/contoso", text)));
        }
    }

    @Test
    void noTypeThatContainsATokenShowsIt() throws Exception {
        Secrets secrets = Secrets.random();
        PersonalAccessToken token = PersonalAccessToken.of(secrets.token());
        AzureDevOpsConnection connection = connection(secrets);

        for (Object holder : List.of(
                token,
                connection,
                verified(connection),
                List.of(token),
                Map.of("token", token, "connection", connection),
                new RequestTemplate(OrganizationUrl.ofOrganization("contoso"), token, "Fabrikam/1.0"),
                connection.request("_apis/projects").build(),
                CONNECTOR,
                AzureDevOpsConnector.builder())) {
            secrets.assertNotIn(PrintedForms.of(holder));
        }
    }

    private static Verified verified(AzureDevOpsConnection connection) {
        return Verified.of(connection.organizationUrl(), connection.personalAccessToken(), connection.user());
    }

    /** Proves that the other tests can fail. */
    @Test
    void aTypeThatExposesATokenIsDetected() throws Exception {
        Secrets secrets = Secrets.random();
        String token = secrets.token();
        String header = PersonalAccessToken.of(token).authorizationHeader();

        assertThat(secrets.isIn("-" + token.substring(70, 78) + "-")).isTrue();
        assertThat(secrets.isIn("-" + token.substring(70, 77) + "-")).isFalse();
        assertThat(secrets.isIn(header.substring(header.length() - 8))).isTrue();
        assertThat(PrintedForms.of(new IllegalStateException("a", new IOException(token))))
                .anyMatch(secrets::isIn);
        assertThat(PrintedForms.of(new Careless(token)))
                .filteredOn(secrets::isIn)
                .hasSizeGreaterThanOrEqualTo(2); // Jackson by fields, and the walk
        assertThat(PrintedForms.javaSerialized(token)).matches(secrets::isIn);
        assertThat(new ObjectMapper().writeValueAsString(List.of(token))).matches(secrets::isIn);
    }

    private static AzureDevOpsConnection connection(Secrets secrets) {
        RequestTemplate template = new RequestTemplate(
                OrganizationUrl.ofOrganization("contoso"),
                PersonalAccessToken.of(secrets.token()),
                RequestTemplate.LIBRARY);
        return new AzureDevOpsConnection(template, new AuthenticatedUser(new UUID(0, 1), "Jane Doe", null), null);
    }

    /** Exposes its token to code that reads fields. */
    private static final class Careless {

        @SuppressWarnings("UnusedVariable") // read by reflection
        private final String token;

        Careless(String token) {
            this.token = token;
        }
    }

    /** Keeps every event that is logged, at every level. */
    private static final class Recorder extends AppenderBase<ILoggingEvent> implements AutoCloseable {

        private final Logger logger = logger();
        private final List<String> texts = new ArrayList<>();

        Recorder() {
            start();
            logger.setAdditive(false); // other tests log at the same time
            logger.setLevel(Level.TRACE);
            logger.addAppender(this);
        }

        /** While another thread initializes SLF4J, the factory is not Logback's. */
        private static Logger logger() {
            while (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext)) {
                Thread.onSpinWait();
            }
            return (Logger) LoggerFactory.getLogger("io.github.azuredevopsconnector");
        }

        @Override
        public void close() {
            logger.detachAppender(this);
            logger.setLevel(null);
            logger.setAdditive(true);
        }

        @Override
        protected synchronized void append(ILoggingEvent event) {
            texts.add(event.getFormattedMessage());
            texts.add(event + Arrays.toString(event.getArgumentArray()) + event.getMDCPropertyMap());
            texts.add(event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy()));
            notifyAll();
        }

        /** Waits for an event about an organization, which may be logged after the result was returned. */
        synchronized List<String> textsAbout(String url) throws InterruptedException {
            while (texts.stream().noneMatch(text -> text.contains(url))) {
                wait();
            }
            return List.copyOf(texts);
        }
    }
}
