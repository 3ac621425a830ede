package vn.kenh.server;

import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.Router;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Consumer;
import vn.kenh.server.trace.Batches;
import vn.kenh.server.trace.LabelPrints;
import vn.kenh.server.trace.Labels;
import vn.kenh.server.trace.LinkCheck;
import vn.kenh.server.trace.SerialNumbers;
import vn.kenh.server.trace.growing.GrowingRecords;
import vn.kenh.server.trace.growing.PlotPictures;
import vn.kenh.server.web.PublicAddress;
import vn.kenh.server.web.api.ScanApi;
import vn.kenh.server.web.api.TraceApi;
import vn.kenh.server.web.page.Assets;
import vn.kenh.server.web.page.StaticFiles;
import vn.kenh.server.web.page.origin.PublicPage;

/** Joins traceability to its routes. */
final class Trace {

  /** Pictures read at a time; each may hold tens of megabytes while it is looked at. */
  private static final int READERS = 2;

  private Trace() {}

  static void addRoutes(List<Consumer<Router>> routes, Services services) {
    SerialNumbers numbers = new SerialNumbers(new SecureRandom());
    Batches batches = new Batches(services.database(), services.clock(), numbers);
    Labels labels = new Labels(services.database(), services.clock(), numbers);
    PublicAddress address = new PublicAddress(services.settings().publicUrl());
    LinkCheck check = new LinkCheck(batches, labels);
    WorkerExecutor readers = services.vertx().createSharedWorkerExecutor("kenh-scan", READERS);
    routes.add(
        new TraceApi(batches, labels, new LabelPrints(services.registry(), labels), address)
            ::mount);
    routes.add(new ScanApi(check, address, readers)::mount);
    GrowingRecords records =
        new GrowingRecords(services.registry(), services.store(), services.clock());
    // The style sheet of the public page; the pages for people mount the same again.
    Assets assets = new Assets();
    routes.add(new StaticFiles(assets)::mount);
    routes.add(
        new PublicPage(
                batches,
                check,
                services.registry(),
                records,
                new PlotPictures(services.registry(), services.snapshots()),
                address,
                assets.url("origin.css"))
            ::mount);
  }
}
