package consumer

import io.github.azuredevopsconnector.AzureDevOpsConnector
import io.github.azuredevopsconnector.Rejected
import io.github.azuredevopsconnector.testing.FakeAzureDevOps
import java.time.Duration
import kotlin.system.measureTimeMillis
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeoutOrNull
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class ConnectTest {

    private val fake = FakeAzureDevOps.start()
    private val connect = Connect(fake.connector())

    @AfterEach
    fun stop() = fake.close()

    @Test
    fun `the right token connects`() {
        val contoso = fake.organization("contoso")

        assertEquals("Connected as ${contoso.displayName()}", connect.connect(contoso.url(), fake.token()))
    }

    @Test
    fun `an expired token is reported at its field`() {
        val contoso = fake.organization("contoso").leadsTo(Rejected.Reason.TOKEN_EXPIRED)

        assertTrue(connect.connect(contoso.url(), fake.token()).startsWith("TOKEN: "))
    }

    @Test
    fun `a coroutine waits for the result`() = runBlocking {
        val contoso = fake.organization("contoso")

        assertTrue(connect.verify(contoso.url(), fake.token()).isVerified)
    }

    @Test
    fun `a coroutine that is canceled does not wait any longer`() = runBlocking {
        val contoso = fake.organization("contoso").withDelay(Duration.ofHours(1))

        val elapsed = measureTimeMillis {
            assertNull(withTimeoutOrNull(100) { connect.verify(contoso.url(), fake.token()) })
        }

        assertTrue(elapsed < 10_000, "waited $elapsed ms") // the connector's timeout is 20 seconds
    }
}
