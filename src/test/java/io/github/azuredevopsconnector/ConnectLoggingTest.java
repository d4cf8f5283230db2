package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.spi.FilterReply;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/** Tests that the library logs what the guide describes. */
@Isolated
@Tag("network")
class ConnectLoggingTest extends AppenderBase<ILoggingEvent> {

    @AutoClose
    private final FakeAzureDevOps fake = FakeAzureDevOps.start();

    private final AzureDevOpsConnector connector = fake.connector();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.azuredevopsconnector");
    private final BlockingQueue<ILoggingEvent> events = new LinkedBlockingQueue<>();

    @BeforeEach
    void listen() {
        start();
        logger.setLevel(Level.TRACE);
        logger.setAdditive(false);
        logger.addAppender(this);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(this);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    @Override
    protected void append(ILoggingEvent event) {
        String line = event.getFormattedMessage();
        boolean ofAnEarlierTest = // its last line may be late
                line.startsWith("Result of connecting to https://") && !line.contains("logging-test");
        if (!ofAnEarlierTest) {
            events.add(event);
        }
    }

    @Test
    void aCallWithValidInputIsLoggedAsOneDebugLine() throws Exception {
        fake.organization("logging-test").leadsTo(Inconclusive.Reason.RATE_LIMITED);

        VerificationResult waitedFor = connector.connect("https://dev.azure.com/Logging-Test", fake.token());
        assertLine("Result of connecting to https://dev.azure.com/logging-test: " + waitedFor);

        VerificationResult future = connector
                .connectAsync("https://dev.azure.com/Logging-Test", fake.token())
                .get(20, TimeUnit.SECONDS);
        assertLine("Result of connecting to https://dev.azure.com/logging-test: " + future);

        assertNothingElseIsLogged();
    }

    @Test
    void aCallWithInvalidInputIsNotLogged() throws Exception {
        connector.connect("logging-test", fake.token());
        connector.connect("https://dev.azure.com/logging-test", "");
        connector.connectAsync("logging-test", fake.token()).get(20, TimeUnit.SECONDS);

        assertNothingElseIsLogged();
    }

    @Test
    void aLoggingBackendThatThrowsDoesNotChangeTheResult() {
        String url = fake.organization("logging-test").url();
        TurboFilter failure = new TurboFilter() {
            @Override
            public FilterReply decide(
                    Marker marker, Logger target, Level level, String format, Object[] arguments, Throwable thrown) {
                throw CustomHttpClientTest.sneaky(new Exception("a checked exception"));
            }
        };
        logger.getLoggerContext().addTurboFilter(failure);
        try {
            assertThat(connector.connect(url, fake.token())).matches(VerificationResult::isVerified);
            assertThat(connector.connectAsync(url, fake.token()))
                    .succeedsWithin(20, TimeUnit.SECONDS)
                    .matches(VerificationResult::isVerified);
        } finally {
            logger.getLoggerContext().resetTurboFilterList();
        }
    }

    /** Makes one more call, so that a line that is late has time to arrive. */
    private void assertNothingElseIsLogged() throws InterruptedException {
        String url = fake.organization("logging-test-end").url();
        assertLine("Result of connecting to " + url + ": " + connector.connect(url, fake.token()));
        assertThat(events).isEmpty();
    }

    private void assertLine(String message) throws InterruptedException {
        ILoggingEvent event = events.poll(20, TimeUnit.SECONDS);
        assertThat(event).isNotNull();
        assertThat(event.getLevel()).isEqualTo(Level.DEBUG);
        assertThat(event.getLoggerName()).isEqualTo(AzureDevOpsConnector.class.getName());
        assertThat(event.getFormattedMessage()).isEqualTo(message);
    }
}
