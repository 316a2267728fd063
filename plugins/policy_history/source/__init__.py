"""From the folder of legal texts to policies, every problem with file:line:column; from git to provenance.

``folder.read_policies`` and ``provenance.read_provenance`` are the two ways in. ``rules`` lists every rule and
its sentence; ``fields`` are the models of files, ``repository.Repository`` is the door to git, ``whole_files``
that to the disk.
"""
