package io.scry.ingestor.web;

import io.scry.ingestor.settings.ActiveSettings;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** What one connection may ask of the web server before anything else knows of it. The sizes stand in application.yaml. */
@Component
class ConnectionLimits implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final int HEADERS = 100;
    /** A body's silence is looked at so often; {@link PacedBody} decides how long it may last. */
    private static final int LOOK_MILLIS = 200;

    private final ActiveSettings settings;

    ConnectionLimits(ActiveSettings settings) {
        this.settings = settings;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.setProtocol(TimedHeads.class.getName());
        factory.addConnectorCustomizers(this::limit);
        factory.addContextCustomizers(ConnectionLimits::answerWithProblems);
    }

    private void limit(Connector connector) {
        ServerSettings server = settings.current().get(ServerSettings.class);
        TimedHeads protocol = (TimedHeads) connector.getProtocolHandler();
        protocol.setHeadTimeout(server.headTimeout());
        protocol.setConnectionTimeout(Math.toIntExact(server.clientTimeout().toMillis()));
        protocol.setDisableUploadTimeout(false);
        protocol.setConnectionUploadTimeout(
                Math.toIntExact(Math.min(LOOK_MILLIS, server.clientTimeout().toMillis())));
        protocol.setMaxHeaderCount(HEADERS);
    }

    private static void answerWithProblems(Context context) {
        ((StandardHost) context.getParent()).setErrorReportValveClass(BareProblems.class.getName());
    }
}
