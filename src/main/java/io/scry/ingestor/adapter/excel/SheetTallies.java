package io.scry.ingestor.adapter.excel;

/**
 * What was found on a sheet.
 *
 * @param faults cells that show an error
 * @param uncalculated formulas that have no result
 * @param wider rows that are wider than all before them
 * @param disordered rows that come after a later one
 * @param merged ranges of merged cells
 */
record SheetTallies(Tally faults, Tally uncalculated, Tally wider, Tally disordered, Tally merged) {

    SheetTallies() {
        this(new Tally(), new Tally(), new Tally(), new Tally(), new Tally());
    }
}
