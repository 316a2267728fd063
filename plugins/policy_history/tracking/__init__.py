"""The storage inventory: what a site keeps on a reader's device, and which other hosts its pages call.

``inventory.read_inventory`` reads ``storage.yml``, ``record.inventory_json`` publishes it,
``history.inventory_changes`` tells how it changed.
"""
