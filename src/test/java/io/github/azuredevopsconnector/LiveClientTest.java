package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Specifies when a client is fit for use, and when it is replaced. Needs no network. */
class LiveClientTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final LiveClient live = LiveClient.of(client);

    @Test
    void everyClientHasOneStateOfItsOwn() {
        assertThat(LiveClient.of(client)).isSameAs(live);
        assertThat(LiveClient.of(HttpClient.newHttpClient())).isNotSameAs(live);
    }

    @Test
    void aClientThatEqualsAnotherIsNotTakenForIt() {
        class Equal extends ForwardingClient {
            Equal() {
                super(client);
            }

            @Override
            public boolean equals(Object other) {
                return other instanceof Equal;
            }

            @Override
            public int hashCode() {
                return 1;
            }
        }
        HttpClient one = new Equal();
        HttpClient two = new Equal();

        assertThat(clientOf(LiveClient.of(one)) == one).isTrue();
        assertThat(clientOf(LiveClient.of(two)) == two).isTrue();
    }

    @Test
    void aClientThatTimedOutCanBeGarbageCollected() throws Exception {
        WeakReference<HttpClient> dropped = new WeakReference<>(timedOutClient());

        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (dropped.get() != null && System.nanoTime() < end) {
            System.gc();
            Thread.onSpinWait();
        }

        assertThat(dropped.get()).isNull();
    }

    private static HttpClient timedOutClient() {
        HttpClient own = HttpClient.newHttpClient();
        LiveClient.of(own).timedOut(System.nanoTime());
        return own;
    }

    @Test
    void aNewClientIsUsedAsItIs() {
        assertThat(clientOf(live)).isSameAs(client);
        assertThat(live.isWarm()).isFalse();
    }

    @Test
    void aClientThatHasJustAnsweredIsWarm() {
        live.hear(use(client, false), HttpClient.Version.HTTP_2);

        assertThat(live.isWarm()).isTrue();
        assertThat(clientOf(live)).isSameAs(client);
    }

    @Test
    void aClientThatWasIdleForHalfAMinuteIsReplacedOnJdksBefore20() {
        live.hear(use(client, false), HttpClient.Version.HTTP_2);
        live.heardAt = System.nanoTime() - Duration.ofSeconds(31).toNanos();

        assertThat(live.isWarm()).isFalse();
        assertThat(clientOf(live) == client).isEqualTo(Runtime.version().feature() >= 20);
    }

    @Test
    void aClientThatWrapsAnotherIsNotReplaced() {
        HttpClient wrapper = new ForwardingClient(client);
        LiveClient of = LiveClient.of(wrapper);
        of.hear(use(wrapper, false), HttpClient.Version.HTTP_2);
        of.heardAt = System.nanoTime() - Duration.ofHours(1).toNanos();
        of.timedOut(System.nanoTime());
        of.isLost(use(wrapper, true), new CauseChain(new EOFException()));

        assertThat(clientOf(of)).isSameAs(wrapper);
    }

    @Test
    void aClientThatAnswersNothingWhileCallsTimeOutIsReplacedOnce() {
        long begin = System.nanoTime();

        live.timedOut(begin);
        HttpClient replacement = clientOf(live);
        live.timedOut(begin); // another call that began at the same time

        assertThat(replacement).isNotSameAs(client);
        assertThat(clientOf(live)).isSameAs(replacement);
    }

    @Test
    void aClientThatAnsweredAnotherRequestMeanwhileIsKept() {
        long begin = System.nanoTime();
        live.hear(use(client, false), HttpClient.Version.HTTP_2);

        live.timedOut(begin);

        assertThat(clientOf(live)).isSameAs(client);
    }

    @Test
    void aReplacementHasAllSettingsThatCanBeRead() throws NoSuchAlgorithmException {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.2"});
        ProxySelector proxy = ProxySelector.of(new InetSocketAddress("localhost", 1));
        Executor executor = Runnable::run;
        HttpClient own = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(SSLContext.getDefault())
                .sslParameters(parameters)
                .proxy(proxy)
                .connectTimeout(Duration.ofSeconds(7))
                .executor(executor)
                .build();
        LiveClient of = LiveClient.of(own);
        of.timedOut(System.nanoTime());

        HttpClient replacement = clientOf(of);

        assertThat(replacement).isNotSameAs(own);
        assertThat(replacement.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(replacement.sslContext()).isSameAs(SSLContext.getDefault());
        assertThat(replacement.sslParameters().getProtocols()).containsExactly("TLSv1.2");
        assertThat(replacement.proxy()).containsSame(proxy);
        assertThat(replacement.connectTimeout()).contains(Duration.ofSeconds(7));
        assertThat(replacement.executor()).containsSame(executor);
        assertThat(replacement.followRedirects()).isEqualTo(HttpClient.Redirect.NEVER);
        assertThat(replacement.cookieHandler()).isEmpty();
        assertThat(replacement.authenticator()).isEmpty();
    }

    static List<Throwable> losses() {
        return List.of(
                new EOFException("EOF reached while reading"),
                new IOException("Connection reset by peer"),
                new IOException("HTTP/1.1 header parser received no bytes", new EOFException()),
                new IOException("/127.0.0.1:1: GOAWAY received"),
                connectionFromThePoolThatWasClosed());
    }

    private static Throwable connectionFromThePoolThatWasClosed() {
        return new ConnectException().initCause(new ClosedChannelException());
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aRequestThatLostItsConnectionIsRetriedOnAnotherClient(Throwable failure) {
        assertThat(live.isLost(use(client, true), new CauseChain(failure))).isTrue();
        assertThat(clientOf(live)).isNotSameAs(client);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aLossIsNotRetriedIfTheClientNeverAnswered(Throwable failure) {
        assertThat(live.isLost(use(client, false), new CauseChain(failure))).isFalse();
        assertThat(clientOf(live)).isSameAs(client);
    }

    @ParameterizedTest
    @EnumSource
    void onlyALossOverHttp2IsReportedToAllRequestsInFlight(HttpClient.Version version) throws Exception {
        CountDownLatch told = new CountDownLatch(2);
        AtomicBoolean toldTheEnded = new AtomicBoolean();
        live.begin(told::countDown);
        live.end(live.begin(() -> toldTheEnded.set(true)));
        live.begin(told::countDown);
        live.hear(use(client, false), version);

        live.isLost(use(client, true), new CauseChain(new EOFException()));

        boolean http2 = version == HttpClient.Version.HTTP_2;
        assertThat(told.await(http2 ? 20 : 0, TimeUnit.SECONDS)).isEqualTo(http2);
        assertThat(toldTheEnded).isFalse();
    }

    static List<Throwable> otherFailures() {
        return List.of(
                new HttpTimeoutException("request timed out"),
                new ConnectException("Connection refused"),
                new IOException(new ConnectException("Connection refused")),
                new ProtocolException("Invalid status line"),
                new SSLException("certificate_unknown"),
                new IOException("Tunnel failed, got: 503"),
                new IllegalArgumentException("invalid"));
    }

    @ParameterizedTest
    @MethodSource("otherFailures")
    void aFailureThatIsNotALostConnectionIsNotRetried(Throwable failure) {
        assertThat(live.isLost(use(client, true), new CauseChain(failure))).isFalse();
        assertThat(clientOf(live)).isSameAs(client);
    }

    static List<Throwable> failuresOfADeadClient() {
        return List.of(
                new IOException("selector manager closed"), // JDK 21 and later
                new RejectedExecutionException("Task rejected")); // JDK 17
    }

    @ParameterizedTest
    @MethodSource("failuresOfADeadClient")
    void aDeadClientIsReplacedAtOnce(Throwable failure) {
        assertThat(live.isLost(use(client, false), new CauseChain(failure))).isTrue();
        assertThat(clientOf(live)).isNotSameAs(client);
    }

    @Test
    void aClientWhoseExecutorRefusesATaskIsNotDead() {
        HttpClient own = HttpClient.newBuilder().executor(Runnable::run).build();
        LiveClient of = LiveClient.of(own);

        assertThat(of.isLost(use(own, true), new CauseChain(new RejectedExecutionException())))
                .isFalse();
        assertThat(clientOf(of)).isSameAs(own);
    }

    private static LiveClient.Use use(HttpClient client, boolean answeredBefore) {
        return new LiveClient.Use(client, answeredBefore, () -> {});
    }

    private static HttpClient clientOf(LiveClient live) {
        return live.begin(() -> {}).client;
    }
}
