package consumer;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import io.github.azuredevopsconnector.AzureDevOpsConnector;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * One of the machines. The proxy and the trust store of its JVM lead to the fake. The machine prints a line when it is
 * ready, and starts when it reads one.
 */
final class Worker {

    /** Takes the name of the machine and the URL of the database. */
    public static void main(String[] args) throws Exception {
        DataSource dataSource = Database.dataSource(args[1]);
        AzureDevOpsConnector.Builder connector = AzureDevOpsConnector.builder().userAgent(args[0]);
        Scheduler scheduler = new NightlyCheck(
                        connector, new Connections(dataSource), Database.ENCRYPTION, Clock.systemDefaultZone())
                .scheduler(dataSource)
                .schedulerName(new SchedulerName.Fixed(args[0]))
                .pollingInterval(Duration.ofSeconds(1)) // a killed machine is considered dead after 8 s
                .heartbeatInterval(Duration.ofSeconds(2))
                .missedHeartbeatsLimit(4)
                .build();
        System.out.println("ready");
        System.in.read();
        scheduler.start();
    }
}
