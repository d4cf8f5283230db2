package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import io.github.azuredevopsconnector.testing.FakeBehavior;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** What the README says of the log. */
@Isolated
class LoggingTest extends AppenderBase<ILoggingEvent> {

    private final FakeAzureDevOps fake = FakeAzureDevOps.start();
    private final AzureDevOpsConnector connector =
            AzureDevOpsConnector.builder().httpClient(fake.httpClient()).build();
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
    void close() {
        logger.detachAppender(this);
        logger.setAdditive(true);
        logger.setLevel(null);
        fake.close();
    }

    @Override
    protected void append(ILoggingEvent event) {
        events.add(event);
    }

    @Test
    void everyConnectIsOneLineForDebugging() throws Exception {
        fake.organization("contoso").behaves(FakeBehavior.RATE_LIMITED);

        VerificationResult waitedFor = connector.connect("https://dev.azure.com/Contoso", fake.token());
        assertLine("Connecting to https://dev.azure.com/contoso: " + waitedFor);

        VerificationResult future = connector
                .connectAsync("https://dev.azure.com/Contoso", fake.token())
                .get(20, TimeUnit.SECONDS);
        assertLine("Connecting to https://dev.azure.com/contoso: " + future);
        assertThat(events).isEmpty();
    }

    @Test
    void textThatIsRefusedIsNotLogged() throws Exception {
        connector.connect("contoso", fake.token());
        connector.connect("https://dev.azure.com/contoso", "");
        connector.connectAsync("contoso", fake.token()).get(20, TimeUnit.SECONDS);

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
