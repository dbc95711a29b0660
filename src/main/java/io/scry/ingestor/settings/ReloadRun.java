package io.scry.ingestor.settings;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The steps of one reload, in their order. Only one thread may be in it at a time. */
@Component
class ReloadRun {

    private static final Logger log = LoggerFactory.getLogger(ReloadRun.class);

    private final ReloadableSettings settings;
    private final SettingsSource source;
    private final ObjectProvider<SettingsSubscriber> subscribers;

    ReloadRun(ReloadableSettings settings, SettingsSource source, ObjectProvider<SettingsSubscriber> subscribers) {
        this.settings = settings;
        this.source = source;
        this.subscribers = subscribers;
    }

    /** Boundary: whatever goes wrong, what was active stays active, and somebody learns why. */
    ReloadOutcome run(ReloadRequest request) {
        Snapshot active = settings.latest();
        try {
            if (!request.accepts(active.settings().version())) {
                return ReloadOutcome.refused(
                        ReloadResult.OUTDATED,
                        active,
                        error("The active version is " + active.settings().version()));
            }
            Settings read = request.isDryRun() ? source.check() : source.load();
            return follow(active, KeptValues.keep(active.settings(), read), request);
        } catch (InvalidSettingsException e) {
            return ReloadOutcome.refused(ReloadResult.INVALID, active, e.errors());
        } catch (Preparation.RefusedException e) {
            return ReloadOutcome.refused(ReloadResult.REFUSED, active, error(String.valueOf(e.getMessage())));
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            log.error("The configuration could not be reloaded", e);
            return ReloadOutcome.refused(
                    ReloadResult.FAILED, settings.latest(), error("The service has a fault; its log says more"));
        }
    }

    private static List<SettingsError> error(String message) {
        return List.of(new SettingsError("", message, null, 0, 0));
    }

    private ReloadOutcome follow(Snapshot active, KeptValues.Result read, ReloadRequest request)
            throws Preparation.RefusedException {
        Settings before = active.settings();
        Settings next = read.settings();
        List<String> warnings = new ArrayList<>();
        read.kept()
                .forEach(path -> warnings.add(path + " has changed, and takes effect when the service is restarted"));
        if (next.version().equals(before.version())) {
            ReloadResult result = request.isDryRun() ? ReloadResult.CHECKED : ReloadResult.UNCHANGED;
            return outcome(result, before, active, List.of(), read.kept(), warnings, before);
        }
        List<ChangedSetting> changed = Difference.between(before, next);
        Preparation preparation = Preparation.of(subscribers.orderedStream(), before, next);
        if (request.isDryRun()) {
            preparation.discard();
            return outcome(ReloadResult.CHECKED, before, active, changed, read.kept(), warnings, next);
        }
        Snapshot now = settings.swap(next);
        warnings.addAll(preparation.apply());
        return outcome(ReloadResult.CHANGED, before, now, changed, read.kept(), warnings, next);
    }

    private static ReloadOutcome outcome(
            ReloadResult result,
            Settings before,
            Snapshot active,
            List<ChangedSetting> changed,
            List<String> kept,
            List<String> warnings,
            Settings shown) {
        return new ReloadOutcome(
                result,
                before.version(),
                shown.version(),
                active.generation(),
                changed,
                kept,
                warnings,
                List.of(),
                shown);
    }
}
